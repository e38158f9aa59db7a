"""Option sets drawn at random, of flows that the lab generates and of the samples that it ships."""
import numpy as np

from cases import Case, changed
from lab import ROOT

SAMPLES = ROOT / "public/samples"
# This one tells which flows are attacks, the others do not.
LABELLED, TABLE, CAPTURE = "conn.log", "flows.csv", "capture.pcap"
# Between which times flows begin, in seconds since 1970.
WEEK = (1709510400, 1710115200)
HOUR = (1741078800, 1741082400)
FIRST_QUARTER = (1741078800, 1741079640)

PROFILES = ("web", "email", "dns", "ssh", "database", "api", "port_scan", "brute_force",
            "c2_beacon", "data_exfil", "dns_tunnel", "ddos", "lateral_movement", "crypto_mining")
FEATURES = (
    "total_bytes", "total_packets", "bytes_per_second", "packets_per_second", "bytes_per_packet",
    "bytes_ratio", "packets_ratio", "send_recv_ratio", "is_well_known_port", "is_suspicious_port",
    "is_high_port", "is_multi_dest", "is_multi_src", "is_tcp", "is_udp", "log_bytes", "log_packets",
    "log_duration", "log_bps", "log_pps")
USUAL_FEATURES = 16


def drawn(count):
    """The same cases each time: number n comes of the seed n. A quarter reads samples."""
    for number in range(count):
        draw = np.random.RandomState(number)
        seed, is_sample = draw.randint(10**6), draw.random_sample() < 0.25
        source, labelled, span = (_sample if is_sample else _flows)(draw)
        features, columns = _features(draw)
        common = ("--seed", str(seed), *features)
        learning, learns = _learning(draw, labelled, span, seed, common)
        detectors, parameters = _detectors(draw, columns)
        group = "options drawn, samples" if is_sample else "options drawn, generated flows"
        options = (*common, *source, *learning, *detectors)
        words = " ".join(options).replace(f"{SAMPLES}/", "")
        yield Case(group, f"case {number}, {words}", options, parameters, learns)


def _flows(draw):
    """60 to 5,000 flows, as many small cases as large ones by their logarithm."""
    total = np.exp(draw.uniform(np.log(60), np.log(5000)))
    counts = np.round(total * draw.dirichlet(np.full(len(PROFILES), 0.7))).astype(int)
    # Both classes are there.
    counts[[0, -1]] += 2
    named = ",".join(f"{name}={count}" for name, count in zip(PROFILES, counts))
    options = ["--counts", named]
    if draw.random_sample() < 0.3:
        options += ["--beacon-jitter", str(round(draw.random_sample(), 2)),
                    "--monitor-share", str(round(draw.random_sample(), 2))]
    return options, True, WEEK


def _sample(draw):
    """One sample, or all as one data set."""
    chosen = _either(draw, [LABELLED], [TABLE], [CAPTURE], [LABELLED, TABLE, CAPTURE])
    options = [word for name in chosen for word in ("--input", str(SAMPLES / name))]
    return options, LABELLED in chosen, FIRST_QUARTER if chosen == [CAPTURE] else HOUR


def _features(draw):
    """Also how many columns there are at least."""
    options, columns = [], USUAL_FEATURES
    # These two matter where files are read.
    if draw.random_sample() < 0.5:
        options += ["--sample", str(draw.randint(100, 1000))]
    if draw.random_sample() < 0.3:
        options += ["--window", str(draw.choice([1, 10, 300]))]
    if draw.random_sample() < 0.5:
        columns = draw.randint(2, len(FEATURES) + 1)
        chosen = draw.choice(FEATURES, columns, replace=False)
        options += ["--features", ",".join(chosen)]
    if draw.random_sample() < 0.3:
        options += ["--time-features", "--time-window", str(draw.choice([60, 3600, 86400]))]
    if draw.random_sample() < 0.6:
        options.append("--log-ratios")
    options += ["--scaler", draw.choice(["robust", "standard", "minmax", "none"],
                                        p=[0.4, 0.3, 0.2, 0.1])]
    return options, columns


def _learning(draw, labelled, span, seed, common):
    """The lab's options, and what they mean as in `Case.learns`."""
    kind = draw.choice(["all", "normal", "held out", "time", "file"],
                       p=[0.4, 0.2, 0.15, 0.15, 0.1])
    if kind == "time":
        first, last = span
        start = round(first + draw.uniform(0, 0.4) * (last - first))
        end = round(start + draw.uniform(0.3, 0.5) * (last - first))
        return ["--baseline-from", str(start), "--baseline-to", str(end)], ("from", start, end)
    if kind == "file":
        file = str(SAMPLES / draw.choice([LABELLED, TABLE, CAPTURE]))
        return ["--baseline-file", file], ("file", (*common, "--input", file))
    if kind == "all" or not labelled:
        return [], ("all",)
    if kind == "normal":
        return ["--train-on", "normal"], ("normal",)
    share = round(draw.uniform(0.1, 0.6), 2)
    options = ["--hold-out", str(share), "--evaluate-on", "held-out"]
    return options, ("held out", share, seed)


def _detectors(draw, columns):
    contamination = _either(draw, "auto", round(draw.uniform(0.005, 0.5), 3))
    forest = {
        "n_estimators": int(draw.choice([1, 10, 50, 100, 200, 300])),
        "max_samples": _either(draw, "auto", round(draw.uniform(0.05, 1), 2), draw.randint(2, 600)),
        "max_features": _either(draw, 1.0, round(draw.uniform(0.1, 1), 2),
                                draw.randint(2, columns + 1)),
        "bootstrap": bool(draw.random_sample() < 0.4),
        "random_state": draw.randint(2**31),
    }
    svm = {
        "nu": round(draw.uniform(0.005, 0.6), 3),
        "gamma": _either(draw, "scale", "auto", float(f"{10 ** draw.uniform(-4, 1):.3g}")),
        "tol": float(draw.choice([1e-2, 1e-3, 1e-5])),
        "shrinking": bool(draw.random_sample() < 0.7),
        "max_iter": int(draw.choice([-1, 20, 300], p=[0.8, 0.1, 0.1])),
        "cache_size": int(draw.choice([1, 200])),
    }
    lof = {"n_neighbors": draw.randint(1, 61), "metric": draw.choice(["euclidean", "manhattan"])}
    options = ["--contamination", str(contamination)]
    for name, value in {**forest, **svm, **lof}.items():
        flag = name.replace("_", "-")
        if value is True or value is False:
            options.append(f"--{flag}" if value else f"--no-{flag}")
        else:
            options += [f"--{flag}", str(value)]
    parameters = changed(forest, svm, lof, {"contamination": contamination})
    return options, parameters


def _either(draw, *values):
    return values[draw.randint(len(values))]
