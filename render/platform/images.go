package platform

import "strings"

// imagePorts are where images that many have listen, by the last part of their names, of which their
// documentation says so.
var imagePorts = [...]struct {
	names string
	port  int
}{
	{"postgres postgis timescaledb timescaledb-ha pgvector pgvecto-rs vchord-postgres", 5432},
	{"mysql mariadb percona", 3306},
	{"redis redis-stack-server valkey keydb dragonfly", 6379},
	{"mongo mongodb-community-server", 27017},
	{"rabbitmq", 5672},
	{"memcached", 11211},
	{"elasticsearch opensearch", 9200},
	{"influxdb", 8086},
	{"clickhouse-server", 8123},
	{"nats", 4222},
	{"eclipse-mosquitto", 1883},
	{"meilisearch", 7700},
	{"nginx httpd caddy wordpress nextcloud phpmyadmin vaultwarden", 80},
	{"gotenberg grafana grafana-oss", 3000},
	{"tika", 9998},
	{"immich-machine-learning", 3003},
	{"prometheus", 9090},
	{"alertmanager", 9093},
	{"node-exporter", 9100},
	{"blackbox-exporter", 9115},
	{"loki", 3100},
	{"cadvisor", 8080},
	{"minio", 9000},
	{"home-assistant homeassistant", 8123},
	{"plex pms-docker", 32400},
	{"jellyfin emby embyserver", 8096},
	{"node-red", 1880},
	{"esphome", 6052},
	{"homebridge", 8581},
	{"zigbee2mqtt qbittorrent sabnzbd adminer", 8080},
	{"uptime-kuma", 3001},
	{"pihole whoami", 80},
	{"sonarr", 8989},
	{"radarr", 7878},
	{"prowlarr", 9696},
	{"lidarr", 8686},
	{"bazarr", 6767},
	{"overseerr jellyseerr", 5055},
	{"tautulli", 8181},
	{"transmission", 9091},
	{"gitea", 3000},
	{"docker-socket-proxy socket-proxy", 2375},
	{"ghost", 2368},
}

// PortOfImage is where images that everybody knows listen; 0 for others.
func PortOfImage(image string) int {
	name := ImageName(image)
	for _, one := range imagePorts {
		for known := range strings.SplitSeq(one.names, " ") {
			if name == known {
				return one.port
			}
		}
	}
	return 0
}

// ImageName is the last part of an image's name, without tag and digest; of one that is called a server alone, as
// vaultwarden/server is, the part before it says whose.
func ImageName(image string) string {
	whole, _, _ := strings.Cut(image, "@")
	above, name := "", whole
	if at := strings.LastIndexByte(whole, '/'); at >= 0 {
		above, name = whole[:at], whole[at+1:]
	}
	name, _, _ = strings.Cut(name, ":")
	owner := above[strings.LastIndexByte(above, '/')+1:]
	if name == "server" && owner != "" && !strings.ContainsAny(owner, ".:") && owner != "localhost" { // no registry
		return owner
	}
	return name
}
