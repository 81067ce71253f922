package platform

import "strings"

// MostlyOn is the protocol that servers mostly speak on a port, where it is none of requests of HTTP;
// "" of other ports (https://www.iana.org/assignments/service-names-port-numbers/).
func MostlyOn(port int) string {
	switch port {
	case 21:
		return "FTP"
	case 22:
		return "SSH"
	case 25:
		return "SMTP"
	case 53:
		return "DNS"
	case 110:
		return "POP3"
	case 143:
		return "IMAP"
	case 389:
		return "LDAP"
	case 554:
		return "RTSP"
	case 587:
		return "SMTP"
	case 1433:
		return "SQL Server"
	case 1521:
		return "Oracle"
	case 1883:
		return "MQTT"
	case 3306:
		return "MySQL"
	case 3389:
		return "RDP"
	case 4222:
		return "NATS"
	case 5432:
		return "PostgreSQL"
	case 5222:
		return "XMPP"
	case 5672:
		return "AMQP"
	case 5900:
		return "VNC"
	case 6379:
		return "Redis"
	case 9042:
		return "Cassandra"
	case 9092:
		return "Kafka"
	case 11211:
		return "memcached"
	case 25565:
		return "Minecraft"
	case 27017:
		return "MongoDB"
	}
	return ""
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
