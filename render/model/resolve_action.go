package model

import (
	"strconv"
	"time"

	"render/render/format"
	"render/render/plan"
)

// resolveRedirect is where clients are sent, of both routings.
func resolveRedirect(d *format.Redirect) *Redirect {
	scheme, host, path, port := plan.SplitRedirect(d.To.Value)
	out := &Redirect{Scheme: textOrNull(scheme), Host: textOrNull(host), Path: textOrNull(path)}
	if port != 0 {
		out.Port = &port
	}
	out.Code, _ = strconv.Atoi(string(d.Code.Value))
	return out
}

// resolveCORS is what pages of other origins may ask for, of both routings.
func resolveCORS(c *format.CORS) *CORS {
	if c == nil {
		return nil
	}
	out := &CORS{Origins: format.Values(c.Origins), Methods: format.Values(c.Methods), Headers: format.Values(c.Headers), Expose: format.Values(c.Expose),
		MaxAge: seconds(c.MaxAge), MaxAgeSeconds: 5, Credentials: given(c.Credentials)}
	if d, err := time.ParseDuration(c.MaxAge.Value); err == nil {
		out.MaxAgeSeconds = int(d / time.Second)
	}
	return out
}

// renamed reports whether requests get another Host where they go, outside the
// cluster: a server there knows itself by its own, not by the tier's hosts.
func renamed(r *plan.Route) bool { return r.Written.Redirect == nil && r.App.Backend.Renames() }

// percent is the share that is copied; nil for all.
func percent(m *format.Mirror) *int {
	if m.Percent.Value == 100 {
		return nil
	}
	return &m.Percent.Value
}

// seconds is a duration in the one spelling that every reader of Istio's
// objects takes; null where none was written. 0s is no limit, which is what
// Istio does without the field, and refuses in it.
func seconds(t format.Text) *string {
	if !t.IsSet() {
		return nil
	}
	d, err := time.ParseDuration(t.Value)
	if err != nil || d == 0 {
		return nil
	}
	text := strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "s"
	return &text
}
