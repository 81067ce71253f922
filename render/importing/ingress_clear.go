package importing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/routing"
	"render/render/wording"
)

// hostPath is a path of an Ingress, and whether port 80 serves it as it is where its host has a
// certificate: its controller decides that for each path (ingress-nginx, rootfs/etc/nginx/lua/lua_ingress.lua).
type hostPath struct {
	text, kind string
	clear      bool
}

// inClear reports whether port 80 serves the paths of an Ingress as they are.
func (in *ingress) inClear() bool {
	if isTraefik(classOf(in.o), in.all) {
		return in.clearByTraefik()
	}
	redirects, err := strconv.ParseBool(in.note("ssl-redirect"))
	forced, _ := strconv.ParseBool(in.note("force-ssl-redirect"))
	return err == nil && !redirects && !forced
}

// clearByTraefik is inClear of Traefik, whose entry point web serves each Ingress as it is, unless that says another
// entry point, or TLS alone, or a Middleware that redirects.
func (in *ingress) clearByTraefik() bool {
	notes := annotationsOf(in.o)
	points := strings.Split(notes.Text(traefikNotes+"router.entrypoints"), ",")
	if notes.Text(traefikNotes+"router.tls") == "true" || points[0] != "" && !slices.ContainsFunc(points, func(p string) bool { return strings.TrimSpace(p) == "web" }) {
		return false
	}
	for name := range strings.SplitSeq(notes.Text(traefikNotes+"router.middlewares"), ",") {
		if own := in.all.redirecting[strings.TrimSuffix(strings.TrimSpace(name), "@kubernetescrd")]; own != "" {
			if len(in.o.Object("spec").List("tls")) > 0 {
				in.all.named[own] = true
			}
			return false
		}
	}
	return true
}

// isTraefik reports whether Traefik takes a class up, as far as its IngressClass or its name tells.
func isTraefik(class string, all *ingressPaths) bool {
	return strings.Contains(cmp.Or(all.controllers[class], class), "traefik")
}

// redirects reports whether port 80 of a host with a certificate redirects, and all but which paths. It is not told
// where a topology cannot say which: then all are redirected.
func (h *hostPaths) redirects() (is bool, except []any, told bool) {
	var clear, secured []hostPath
	for _, p := range h.all {
		if p.clear {
			clear = append(clear, p)
		} else {
			secured = append(secured, p)
		}
	}
	if len(clear) == 0 || len(secured) == 0 {
		return len(clear) == 0, nil, true
	}
	for _, p := range clear {
		path := h.excepted(p)
		if path == "" || slices.ContainsFunc(secured, func(o hostPath) bool { return h.within(o, p, path) }) {
			return true, nil, false
		}
		if !slices.Contains(except, any(path)) {
			except = append(except, path)
		}
	}
	return true, except, true
}

// excepted is a path as tls.redirect.except has it, "" where it has no words for it.
func (h *hostPaths) excepted(p hostPath) string {
	if found := captured().FindStringSubmatch(p.text); found != nil && h.expressions {
		return strings.TrimSuffix(found[1], "/") + "/*"
	}
	switch {
	case p.text == "/" && (p.kind != "Exact" || h.expressions), signs(p.text):
		return ""
	case p.kind == "Exact" && !h.expressions:
		return p.text
	}
	return strings.TrimSuffix(p.text, "/") + "/*"
}

// within reports whether a path may match what is excepted for another one, and is tried before that.
func (h *hostPaths) within(o, p hostPath, excepted string) bool {
	prefix, below := strings.CutSuffix(excepted, "/*")
	if !below {
		return false
	}
	if h.expressions && signs(o.text) {
		return first(o.text, p.text) && alike(o.text).Overlaps(routing.NewPath(routing.Prefix, strings.ToLower(prefix)))
	}
	return o.text == prefix || strings.HasPrefix(o.text, prefix+"/")
}

// missClear notes that paths of an Ingress are redirected from now on.
func (in *ingress) missClear(hosts []string) {
	for _, host := range hosts {
		if of := in.all.paths(classOf(in.o), host); of.secret != "" && in.inClear() {
			if _, _, told := of.redirects(); !told {
				in.missFor("metadata.annotations["+nginxNotes+"ssl-redirect]", "port 80 redirects all of "+wording.Quote(host)+" from now on, since which paths it would serve as they are cannot be said here; write a host of its own for what speaks no TLS, with tls: {redirect: false}")
			}
		}
	}
}

// clearOf are the paths that port 80 of a server serves as they are while it redirects all others, as Ingresses say.
func (im *importer) clearOf(t *tier, s *server) []any {
	label, _ := t.labels.Get("istio")
	if len(s.hosts) == 0 {
		return nil
	}
	return im.inClear[im.classes[label]+"\n"+s.hosts[0]]
}
