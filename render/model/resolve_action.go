package model

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"render/render/format"
	"render/render/plan"
)

// resolveRedirect is where clients are sent, of both routings.
func resolveRedirect(d *format.Redirect) *Redirect {
	scheme, host, path, port := format.SplitRedirect(d.To.Value)
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
	out := &CORS{Origins: resolveOrigins(c.Origins), Methods: format.Values(c.Methods), Headers: format.Values(c.Headers), Expose: format.Values(c.Expose),
		MaxAge: seconds(c.MaxAge), MaxAgeSeconds: 5, Credentials: given(c.Credentials)}
	if d, err := time.ParseDuration(c.MaxAge.Value); err == nil {
		out.MaxAgeSeconds = int(d / time.Second)
	}
	return out
}

// resolveOrigins are origins, those that many have as expressions. What stands for the
// names below one takes several labels, as in a host of the tier.
func resolveOrigins(list []format.AllowedOrigin) []Origin {
	out := make([]Origin, len(list))
	for i := range list {
		o := &list[i]
		out[i].Text = o.Text.Value
		scheme, name, below := strings.Cut(o.Text.Value, "://*.")
		regex := scheme + `://[^/]+\.` + regexp.QuoteMeta(name)
		switch {
		case o.Regex.IsSet():
			regex = o.Regex.Value
		case o.Text.Value == "*":
			regex = ".*"
		case !below:
			continue
		}
		out[i].Regex = &regex
	}
	return out
}

// resolveChange is what becomes of headers, of both routings.
func resolveChange(c *format.HeaderChange) *HeaderChange {
	if c == nil {
		return nil
	}
	values := func(list []format.Pair) []HeaderValue {
		var out []HeaderValue
		for _, p := range list {
			out = append(out, HeaderValue{p.Key.Value, p.Value.Value})
		}
		slices.SortFunc(out, func(a, b HeaderValue) int { return cmp.Compare(a.Name, b.Name) })
		return out
	}
	return &HeaderChange{Set: values(c.Set), Add: values(c.Add), Remove: format.Values(c.Remove)}
}

// renamed reports whether requests get another Host where they go, outside the
// cluster: a server there knows itself by its own, not by the tier's hosts.
func renamed(r *plan.Route) bool { return !r.Written.Answered() && r.App.Backend.Renames() }

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
