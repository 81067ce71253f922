package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const smokeTopology = `name: home
microk8s: "1.36"
istio: {version: "1.31", install: none}
tiers:
- name: primary
  ip: 192.0.2.1
  hosts: [a.example.org, "*.w.example.org", {host: m.example.org, tls: {mode: mutual, clientCA: certs/ca.crt}}]
  tls: {redirect: {except: [/open/*]}}
  sourceRanges: [10.0.0.0/8]
  ports: [{name: tcp, port: 31400}, {name: http-alt, port: 8080}]
  apps:
  - name: one
    service: one
    hosts: [a.example.org]
    port: [{name: http, port: 80}, {name: db, port: 5432, protocol: tcp}]
    routes:
    - {exact: /hello, hosts: [a.example.org, m.example.org]}
    - {prefix: /api, query: {v: "2"}}
    - {regex: "/v[0-9]+/x"}
    - {exact: /old, redirect: {to: "https://b.example.org/new", code: 308}}
    - {exact: /gone, respond: {status: 410, body: "it's gone"}}
    - {exact: /beta, headers: {x-beta: "on"}}
    - {exact: /post, methods: [POST]}
    - /open/*
    - {tcp: 31400}
- name: staff
  ip: 192.0.2.2
  hosts: [b.example.org]
  apps: [{name: two, service: two, port: 80, routes: [/*]}]
`

// gateways stands for the two tiers of that topology. Each of its functions may be
// replaced by a faulty one.
type gateways struct {
	dir     string
	address map[string]string // "192.0.2.1:80" to where it is
	// answer is what requests get, by tier; names are the pairs that it shows, by name
	// asked for.
	answer func(tier string, w http.ResponseWriter, r *http.Request)
	shown  func(tier, name string) (stem string)
	mutual func(name string) bool
}

func app(w http.ResponseWriter, status int) {
	w.Header().Set("x-envoy-upstream-service-time", "3")
	w.Header().Set("server", "istio-envoy")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "Hello\n")
}

func gatewayAnswer(tier string, w http.ResponseWriter, r *http.Request) {
	host := strings.Split(r.Host, ":")[0]
	known := tier == "primary" && (host == "a.example.org" || host == "m.example.org" || strings.HasSuffix(host, ".w.example.org")) || tier == "staff" && host == "b.example.org"
	clear := r.TLS == nil && !strings.Contains(r.Host, ":")
	w.Header().Set("server", "istio-envoy")
	switch {
	case !known:
		w.WriteHeader(404)
	case tier == "primary" && clear && !strings.HasPrefix(r.URL.Path, "/open/"):
		http.Redirect(w, r, "https://"+host+r.URL.Path, http.StatusMovedPermanently)
	case strings.HasSuffix(host, ".w.example.org"):
		w.WriteHeader(404)
	case tier == "staff", r.URL.Path == "/hello", r.URL.Path == "/api" && r.URL.Query().Get("v") == "2", r.URL.Path == "/v1/x", strings.HasPrefix(r.URL.Path, "/open"),
		r.URL.Path == "/beta" && r.Header.Get("x-beta") == "on":
		app(w, 200)
	case r.URL.Path == "/old":
		w.Header().Set("location", "https://b.example.org/new")
		w.WriteHeader(308)
	case r.URL.Path == "/gone":
		w.WriteHeader(410)
		_, _ = io.WriteString(w, "it's gone")
	default:
		w.WriteHeader(404)
	}
}

func gatewayShows(tier, name string) string {
	switch {
	case tier == "primary" && (name == "a.example.org" || strings.HasSuffix(name, ".w.example.org")):
		return "a.example.org"
	case tier == "primary" && name == "m.example.org", tier == "staff" && name == "b.example.org":
		return name
	}
	return ""
}

func newGateways(t *testing.T) *gateways {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "topology.yaml"), smokeTopology)
	for _, args := range [][]string{{"certs", "-q", "topology.yaml"}, {"script", "smoke", "-q", "-o", "smoke.sh", "topology.yaml"}} {
		command := exec.Command("render", args...)
		command.Dir = dir
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("render %q: %v\n%s", args, err, out)
		}
	}
	return &gateways{dir: dir, answer: gatewayAnswer, shown: gatewayShows, mutual: func(name string) bool { return name == "m.example.org" }}
}

// start makes the servers listen.
func (g *gateways) start(t *testing.T) {
	g.address = map[string]string{}
	for tier, ip := range map[string]string{"primary": "192.0.2.1", "staff": "192.0.2.2"} {
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { g.answer(tier, w, r) })
		g.address[ip+":31400"] = closing(t)
		for _, port := range []string{"80", "443", "8080"} {
			server := httptest.NewUnstartedServer(handler)
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			if port != "443" {
				server.Start()
			} else {
				server.TLS = &tls.Config{GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) { return g.configure(tier, hello.ServerName) }}
				server.StartTLS()
			}
			t.Cleanup(server.Close)
			g.address[ip+":"+port] = server.Listener.Addr().String()
		}
	}
}

// closing is where something takes connections, and has nothing to say.
func closing(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	return listener.Addr().String()
}

func (g *gateways) configure(tier, name string) (*tls.Config, error) {
	stem := g.shown(tier, name)
	if stem == "" {
		return nil, errors.New("no such name")
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(g.dir, "certs", stem+".crt"), filepath.Join(g.dir, "certs", stem+".key"))
	if err != nil {
		return nil, err
	}
	out := &tls.Config{Certificates: []tls.Certificate{pair}}
	if g.mutual(name) {
		ca, err := os.ReadFile(filepath.Join(g.dir, "certs/ca.crt"))
		if err != nil {
			return nil, err
		}
		out.ClientAuth, out.ClientCAs = tls.RequireAndVerifyClientCert, x509.NewCertPool()
		out.ClientCAs.AppendCertsFromPEM(ca)
	}
	return out, nil
}

// smoke runs the script by a shell.
func (g *gateways) smoke(t *testing.T, shell []string, env []string, args ...string) (out string, code int) {
	t.Helper()
	connect := ""
	for from, to := range g.address {
		connect += from + "=" + to + " "
	}
	words := append(append(slices.Clone(shell), "smoke.sh"), args...)
	command := exec.Command(words[0], words[1:]...)
	command.Dir = g.dir
	command.Env = append(os.Environ(), "CONNECT="+connect, "TIMEOUT=5", "CLIENT_CERT=", "CLIENT_KEY=", "CACERT=", "CURL=curl")
	command.Env = append(command.Env, env...)
	text, err := command.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(text), exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return string(text), 0
}

// client makes a certificate of the topology's authority for a client.
func (g *gateways) client(t *testing.T) []string {
	t.Helper()
	ca, err := tls.LoadX509KeyPair(filepath.Join(g.dir, "certs/ca.crt"), filepath.Join(g.dir, "certs/ca.key"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	parent, err := x509.ParseCertificate(ca.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "client"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}, parent, &key.PublicKey, ca.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(g.dir, "client.crt"), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	writeFile(t, filepath.Join(g.dir, "client.key"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	return []string{"CLIENT_CERT=client.crt", "CLIENT_KEY=client.key"}
}
