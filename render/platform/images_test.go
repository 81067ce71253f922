package platform

import "testing"

// TestImageName: the name says what an image is, and not that it is a server.
func TestImageName(t *testing.T) {
	for image, want := range map[string]string{
		"nginx": "nginx", "nginx:1.27": "nginx", "docker.io/library/nginx:1.27@sha256:0": "nginx", "localhost:5000/shop:1": "shop",
		"vaultwarden/server:1.32.5": "vaultwarden", "docker.io/vaultwarden/server": "vaultwarden",
		"ghcr.io/server:1": "server", "localhost:5000/server": "server", "localhost/server": "server", "server": "server",
		"ghcr.io/immich-app/immich-server:v1": "immich-server",
	} {
		if got := ImageName(image); got != want {
			t.Errorf("%s: %s, want %s", image, got, want)
		}
	}
	if port := PortOfImage("vaultwarden/server:1.32.5"); port != 80 {
		t.Errorf("vaultwarden listens on %d", port)
	}
}
