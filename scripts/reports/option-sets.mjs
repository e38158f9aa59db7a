/** What words in braces stand for in the option sets. */
export const SHORTHANDS = {
  few: '--counts web=120,email=40,dns=60,ssh=15,database=30,api=60,port_scan=20,brute_force=15,c2_beacon=10,data_exfil=8,dns_tunnel=8,ddos=25,lateral_movement=8,crypto_mining=6',
  all: 'isolation-forest,one-class-svm,local-outlier-factor,robust-z-score,interquartile-fence,ecod,hbos,k-nearest-neighbours,autoencoder,ensemble',
  quick:
    'isolation-forest,one-class-svm,local-outlier-factor,robust-z-score,interquartile-fence,ecod,hbos,k-nearest-neighbours,ensemble',
  logged: '--log-ratios --train-on normal',
};
const FIXTURES = 'tests/fixtures/import';

/**
 * What `compare-reports.mjs` runs two trees with, a line of options each; `--json` is added. `{saved}`
 * is a trained lab that the old tree has saved, `{out}` a file that each tree writes and whose content
 * is compared, too. Files of the repository are those of the new tree.
 */
export const OPTION_SETS = [
  '',
  '{logged}',
  ...SHORTHANDS.all
    .split(',')
    .map((name) => `--detectors ${name} ${name === 'autoencoder' ? '{few}' : ''}`),
  '--detectors {all} --epochs 15',
  '--detectors {quick} {logged}',
  '--detectors local-outlier-factor,isolation-forest,ensemble',
  '--contamination 0.05',
  '--contamination auto --log-ratios --detectors {quick}',
  '--contamination 0.3 --nu 0.3 --random-state 7',
  '--scaler standard',
  '--scaler minmax --log-ratios',
  '--scaler none',
  '--features log_bps,log_pps,bytes_per_packet,log_duration,log_bytes,is_tcp',
  '--features bytes_ratio,is_high_port --detectors {quick}',
  '--time-features',
  '--time-features --time-window 600 --time-zone Europe/Berlin {logged}',
  '--beacon-period 120 --beacon-jitter 0.5 --monitor-share 0.2 --timeline',
  '--seed 0',
  '--seed 7 --log-ratios',
  '--seed monday',
  '--n-estimators 40 --max-samples 0.3 --max-features 0.5 --bootstrap --log-ratios',
  '--n-neighbors 5 --metric manhattan --gamma auto --tol 1e-5 --no-shrinking',
  '{logged} --hold-out 0.3 --evaluate-on held-out --detectors {quick}',
  '--train-on time --baseline-from 2024-03-04T00:00:00Z --baseline-to 2024-03-06T00:00:00Z',
  '--train-on time --baseline-to 2024-03-06T00:00:00Z --time-features --log-ratios --detectors {quick}',
  '--train-on time',
  '--input public/samples/conn.log --baseline-file public/samples/conn.log --detectors {quick}',
  `--input ${FIXTURES}/conn.log --baseline-file public/samples/flows.csv --time-features`,
  ...['mean-rank', 'max-gaussian', 'majority', 'all'].map(
    (how) => `--ensemble ${how} --ensemble-weights one-class-svm=0.5 --log-ratios`,
  ),
  '--detectors ensemble --ensemble-members robust-z-score,hbos --ensemble mean-gaussian',
  '--ensemble any --ensemble-weights isolation-forest=0,one-class-svm=0,local-outlier-factor=0',
  ...['conn.log', 'flows.csv', 'capture.pcap'].map((name) => `--input public/samples/${name}`),
  ...[
    'conn.csv',
    'conn.json.log',
    'conn.log.labeled',
    'eve.json',
    'odd-flows.csv',
    'table.csv',
  ].map(
    (name) => `--input ${FIXTURES}/${name} --detectors isolation-forest,robust-z-score --timeline`,
  ),
  `--input ${FIXTURES}/cases/cic2017_generated.csv --detectors {quick}`,
  `--input ${FIXTURES}/cases/aws_nodata_only.log`,
  '--input public/samples/conn.log --sample 200 --window 10 --unicast-only --train-on normal',
  '--save-model {out} {logged} --detectors {quick} --hold-out 0.2',
  '--save-model {out} {few} --classify --detectors autoencoder,ensemble --epochs 10',
  '--load-model {saved}',
  '--load-model {saved} --seed 8 --detectors ensemble,hbos --timeline',
  '--load-model {saved} --input public/samples/conn.log --explain 3',
  '--load-model {saved} {few} --classify',
  '--load-model {saved} --detectors ecod',
  '--load-model {saved} {few} --voting 1',
  '--explain 964',
  '--explain 5 --log-ratios --detectors ensemble,isolation-forest',
  '--explain 17 {few} --detectors autoencoder --epochs 10',
  '--what-if 12 bytes_sent=2MB,dst_port=443',
  '--counterfactual 964',
  '--why-missed c2_beacon {few}',
  '--counterfactual all {few} --detectors isolation-forest',
  '--sweep contamination=0.05,0.1,auto --detectors isolation-forest,local-outlier-factor,ensemble',
  '--sweep nu=0.05..0.2:0.05 {logged}',
  '--sweep hold-out=0,0.3 {logged} {few} --detectors {quick}',
  '--sweep n-neighbors=5,20,5000 {few}',
  '--leave-one-out {few} --detectors isolation-forest,one-class-svm,ensemble',
  '--leave-one-out {few} --time-features {logged} --detectors local-outlier-factor',
  '--voting 2 {few}',
  '--voting 3,7 {few} {logged} --ensemble-weights one-class-svm=0.5 --detectors autoencoder --epochs 5',
  '--time-study 2 {few} --detectors isolation-forest,one-class-svm,local-outlier-factor',
  '--classify {few}',
  '--classify 0,1 {few} --epochs 10 --log-ratios --time-features',
  '--unknown-attack {few} --epochs 10 --detectors {quick}',
  '--unknown-attack ddos,port_scan {few} {logged} --detectors isolation-forest,autoencoder --epochs 10',
  '--unknown-attack ddos {few} --epochs 5 --train-on time --baseline-to 2024-03-07T00:00:00Z',
  '--red-team ddos {few} --seeds 2 --detectors {quick}',
  '--red-team lateral_movement {few} --seeds 3,7 {logged} --time-features --detectors isolation-forest,autoencoder --epochs 5',
  '--stream half-space-trees --log-ratios',
  '--stream random-cut-forest {few} --stream-warm-up 100 --drift-from 200',
  '--stream sliding-forest {few} --stream-warm-up 100 --time-features',
  '--stream half-space-trees --input public/samples/conn.log --stream-warm-up 60 --stream-window 40',
  '--alerts {out} --alerts-of isolation-forest --allow 10.0.0.0/8 --allow "port 53"',
  '--scores {out} --detectors {quick}',
  '--scaled {out} {logged} --time-features',
  '--python {out} --detectors {all}',
];

/** What the old tree saves first. */
export const SAVED = `--save-model {saved} {logged} --detectors {quick} --classify --epochs 20`;
