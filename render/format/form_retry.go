package format

import (
	"strings"

	"render/render/wording"
)

// retryWords are the conditions of x-envoy-retry-on and x-envoy-retry-grpc-on
// (Envoy's documentation of the router filter).
const retryWords = `5xx|gateway-error|reset|reset-before-request|connect-failure|envoy-ratelimited|retriable-4xx|refused-stream|` +
	`retriable-status-codes|retriable-headers|http3-post-connect-failure|cancelled|deadline-exceeded|internal|resource-exhausted|unavailable`

var retryForm = whole(retryWords + `|[1-5][0-9][0-9]`)

// cureRetry is the help for a condition that Envoy does not know: the word that is meant, but for what
// begins with a number, where a near one is another status.
func cureRetry(text string) string {
	words := strings.Split(retryWords, "|")
	if several := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }); len(several) > 1 {
		right := true
		for _, one := range several {
			right = right && retryForm.MatchString(one)
		}
		if right {
			return "write each as an item of its own: " + strings.Join(several, ", ")
		}
	}
	if text[0] < '0' || text[0] > '9' {
		if near := wording.Completed(strings.ReplaceAll(text, "_", "-"), words); near != "" {
			return "did you mean " + wording.Quote(near) + "?"
		}
	}
	return wording.AnyOf(words) + ", or a status such as 503"
}
