package importing

import (
	"strings"

	"render/render/document"
	"render/render/manifest"
)

// conditions are what a match asks for beside the path.
func conditions(match manifest.Object) (m document.Mapping) {
	method := match.Object("method")
	switch {
	case method.Text("exact") != "":
		m.Add("methods", []any{method.Text("exact")})
	case method.Text("regex") != "":
		m.Add("methods", document.Strs(strings.Split(method.Text("regex"), "|")))
	}
	is, _ := lowered(match.Object("headers")).(manifest.Object)
	not, _ := lowered(match.Object("withoutHeaders")).(manifest.Object)
	m.Add("headers", values(is, not))
	m.Add("query", values(match.Object("queryParams"), nil))
	if match.Get("ignoreUriCase") == true {
		m.Add("ignoreCase", true)
	}
	return m
}

// values are what headers or parameters are to be, and not to be.
func values(is, not manifest.Object) (m document.Mapping) {
	for _, one := range is {
		m.Add(one.Key, valueOf(one.Value, true))
	}
	for _, one := range not {
		v := valueOf(one.Value, false)
		if v == nil {
			m.Add(one.Key, document.Mapping{{Key: "present", Value: false}})
			continue
		}
		m.Add(one.Key, document.Mapping{{Key: "not", Value: v}})
	}
	return m
}

func valueOf(v any, present bool) any {
	o, _ := v.(manifest.Object)
	if text, ok := o.Get("exact").(string); ok {
		return text
	}
	for _, kind := range []string{"prefix", "regex"} {
		if text := o.Text(kind); text != "" {
			return document.Mapping{{Key: kind, Value: text}}
		}
	}
	if present {
		return document.Mapping{{Key: "present", Value: true}}
	}
	return nil
}
