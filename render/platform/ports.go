package platform

import (
	"strings"

	"render/internal/later"
)

// MostlyOn is the protocol that servers mostly speak on a port, where it is none of requests of HTTP;
// "" of other ports (https://www.iana.org/assignments/service-names-port-numbers/).
func MostlyOn(port int) string { return mostly.Get(makeMostly)[port] }

var mostly later.Value[map[int]string]

func makeMostly() map[int]string {
	return map[int]string{
		21: "FTP", 22: "SSH", 25: "SMTP", 53: "DNS", 110: "POP3", 143: "IMAP", 389: "LDAP", 465: "SMTP over TLS", 554: "RTSP",
		587: "SMTP", 636: "LDAP over TLS", 853: "DNS over TLS", 993: "IMAP over TLS", 995: "POP3 over TLS", 1433: "SQL Server",
		1521: "Oracle", 1883: "MQTT", 8883: "MQTT over TLS", 3306: "MySQL", 3389: "RDP", 4222: "NATS", 5432: "PostgreSQL", 5222: "XMPP",
		5671: "AMQP over TLS", 5672: "AMQP", 5900: "VNC", 6379: "Redis", 9042: "Cassandra", 9092: "Kafka", 11211: "memcached",
		25565: "Minecraft", 27017: "MongoDB",
	}
}

// MostlyHTTPS reports whether servers mostly speak https on a port, where http is what a port speaks of which
// nothing else is written (the same registry for 443; 8443 and 9443 by custom).
func MostlyHTTPS(port int) bool { return port == 443 || port == 8443 || port == 9443 }

// MostlyCalled is the protocol, none of requests of HTTP, after which a port is called, as "ssh" or "tcp-mqtt"; "" of
// other names.
func MostlyCalled(name string) string {
	for part := range strings.SplitSeq(strings.ToLower(name), "-") {
		switch part {
		case "ssh", "sftp":
			return "SSH"
		case "ftp", "ftps":
			return "FTP"
		case "smtp", "smtps", "submission":
			return "SMTP"
		case "imap", "imaps":
			return "IMAP"
		case "ldap", "ldaps":
			return "LDAP"
		case "rtsp":
			return "RTSP"
		case "mqtt", "mqtts":
			return "MQTT"
		case "mysql", "mariadb":
			return "MySQL"
		case "postgres", "postgresql":
			return "PostgreSQL"
		case "rdp":
			return "RDP"
		case "vnc":
			return "VNC"
		case "amqp", "amqps":
			return "AMQP"
		case "redis":
			return "Redis"
		case "minecraft":
			return "Minecraft"
		}
	}
	return ""
}
