package importing

import (
	"strings"

	"render/render/manifest"
)

// conditions are what a match asks for beside the path.
func conditions(match manifest.Object) (m mapping) {
	method := match.Object("method")
	switch {
	case method.Text("exact") != "":
		m.add("methods", []any{method.Text("exact")})
	case method.Text("regex") != "":
		m.add("methods", strs(strings.Split(method.Text("regex"), "|")))
	}
	is, _ := lowered(match.Object("headers")).(manifest.Object)
	not, _ := lowered(match.Object("withoutHeaders")).(manifest.Object)
	m.add("headers", values(is, not))
	m.add("query", values(match.Object("queryParams"), nil))
	if match.Get("ignoreUriCase") == true {
		m.add("ignoreCase", true)
	}
	return m
}

// values are what headers or parameters are to be, and not to be.
func values(is, not manifest.Object) (m mapping) {
	for _, one := range is {
		m.add(one.Key, valueOf(one.Value, true))
	}
	for _, one := range not {
		v := valueOf(one.Value, false)
		if v == nil {
			m.add(one.Key, mapping{{"present", false}})
			continue
		}
		m.add(one.Key, mapping{{"not", v}})
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
			return mapping{{kind, text}}
		}
	}
	if present {
		return mapping{{"present", true}}
	}
	return nil
}
