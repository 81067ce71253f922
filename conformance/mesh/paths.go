package mesh

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
)

var (
	escaped    = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	unreserved = regexp.MustCompile(`^[0-9A-Za-z._~-]$`)
	notAsIs    = regexp.MustCompile(`[^!$%-;=@-Z\[\]_a-z~]`) // of a path
	several    = regexp.MustCompile("//+")
)

// readPath is a path as a chain's connection manager has it once it is done with what istiod
// set there, by RFC 3986 and Envoy's documentation; a path that it refuses stays.
func readPath(chain *listener.FilterChain, text string) string {
	manager := &hcm.HttpConnectionManager{}
	found := false
	for _, f := range chain.GetFilters() {
		if f.GetTypedConfig().GetTypeUrl() == typeOf(manager) {
			if err := f.GetTypedConfig().UnmarshalTo(manager); err != nil {
				panic(err)
			}
			found = true
		}
	}
	if !found || !manager.GetNormalizePath().GetValue() {
		return text
	}
	if manager.GetPathWithEscapedSlashesAction() == hcm.HttpConnectionManager_UNESCAPE_AND_FORWARD {
		text = regexp.MustCompile("(?i)%2f").ReplaceAllString(regexp.MustCompile("(?i)%5c").ReplaceAllString(text, `\`), "/")
	}
	text = strings.ReplaceAll(text, `\`, "/")
	text = escaped.ReplaceAllStringFunc(text, func(one string) string {
		if value, err := strconv.ParseUint(one[1:], 16, 8); err == nil && unreserved.MatchString(string(rune(value))) {
			return string(rune(value))
		}
		return one
	})
	text = notAsIs.ReplaceAllStringFunc(text, func(one string) string {
		out := ""
		for i := range len(one) {
			out += fmt.Sprintf("%%%02X", one[i])
		}
		return out
	})
	text = resolved(text)
	if manager.GetMergeSlashes() {
		text = several.ReplaceAllString(text, "/")
	}
	return text
}

// resolved is a path without dots. Package path would merge its slashes, so that each
// that is alone between two has a name while it is asked.
func resolved(text string) string {
	const empty = "\x00"
	parts := strings.Split(text, "/")
	for i := 1; i < len(parts)-1; i++ {
		if parts[i] == "" {
			parts[i] = empty
		}
	}
	end := ""
	if last := parts[len(parts)-1]; last == "" || last == "." || last == ".." {
		end = "/"
	}
	out := path.Clean(strings.Join(parts, "/"))
	if out != "/" {
		out += end
	}
	return strings.ReplaceAll(out, empty, "")
}
