/** Ports by the names that tools print in their place. Source: IANA and the usual /etc/services. */
const PORTS: ReadonlyMap<string, number> = new Map(
  (
    'echo 7 discard 9 daytime 13 chargen 19 ftp-data 20 ftp 21 ssh 22 telnet 23 smtp 25 time 37 ' +
    'whois 43 tacacs 49 domain 53 bootps 67 bootpc 68 tftp 69 gopher 70 finger 79 http 80 www 80 ' +
    'kerberos 88 pop3 110 sunrpc 111 auth 113 ident 113 nntp 119 ntp 123 epmap 135 loc-srv 135 ' +
    'netbios-ns 137 netbios-dgm 138 netbios-ssn 139 imap 143 imap2 143 snmp 161 snmptrap 162 ' +
    'snmp-trap 162 bgp 179 irc 194 ldap 389 https 443 microsoft-ds 445 kpasswd 464 isakmp 500 ' +
    'exec 512 login 513 shell 514 syslog 514 printer 515 router 520 route 520 rtsp 554 ' +
    'submission 587 ipp 631 ldaps 636 rsync 873 ftps-data 989 ftps 990 telnets 992 imaps 993 ' +
    'pop3s 995 socks 1080 openvpn 1194 ms-sql-s 1433 ms-sql-m 1434 l2f 1701 l2tp 1701 pptp 1723 ' +
    'radius 1812 radius-acct 1813 ssdp 1900 nfs 2049 mysql 3306 ms-wbt-server 3389 ipsec-nat-t 4500 ' +
    'sip 5060 sips 5061 sip-tls 5061 xmpp-client 5222 mdns 5353 llmnr 5355 postgresql 5432 ' +
    'amqp 5672 x11 6000 redis 6379 ircd 6667 http-alt 8080 webcache 8080'
  )
    .match(/\S+ \d+/g)
    ?.map((pair) => pair.split(' '))
    .map(([name, port]) => [name, Number(port)] as const),
);

/** The port of a service's name, in any case; `undefined` for a name that is not known. */
export function portOfService(name: string): number | undefined {
  return PORTS.get(name.trim().toLowerCase());
}
