package drawing

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"

	"render/render/trace"
)

var (
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string
)

// Answers are what a page tells of requests.
type Answers struct {
	// Before and After are the command by which somebody asks for another request, on
	// both sides of its URL.
	Before, After string
	Requests      []Request
}

// Request is one that was followed.
type Request struct {
	URL     string
	Words   string // as the command line has it
	Outcome string
	Arrives bool
	Ways    []trace.Report
}

// pageData is what the page's script reads. Texts are kept once, and known by their number.
type pageData struct {
	Before  string       `json:"before"`
	After   string       `json:"after"`
	Sets    [][]int      `json:"sets"`
	Answers []pageAnswer `json:"answers"`
	Texts   []string     `json:"texts"`
	known   map[string]int
}

type pageAnswer struct {
	URL     int       `json:"url"`
	Words   int       `json:"words"`
	Outcome int       `json:"outcome"`
	Arrives bool      `json:"arrives"`
	Ways    []pageWay `json:"ways"`
}

type pageWay struct {
	Why  int      `json:"why"`
	Cure int      `json:"cure"`
	Hops [][3]int `json:"hops"` // the step, what it says, its line in the topology
}

func (d *pageData) text(text string) int {
	text = legible(text)
	at, ok := d.known[text]
	if !ok {
		at = len(d.Texts)
		d.known[text] = at
		d.Texts = append(d.Texts, text)
	}
	return at
}

func newPageData(sets [][]int, a *Answers) *pageData {
	d := &pageData{Before: a.Before, After: a.After, Sets: [][]int{}, Answers: []pageAnswer{}, known: map[string]int{}}
	d.text("") // whose number is 0
	for _, set := range sets {
		d.Sets = append(d.Sets, append([]int{}, set...))
	}
	for _, r := range a.Requests {
		one := pageAnswer{URL: d.text(r.URL), Words: d.text(r.Words), Outcome: d.text(r.Outcome), Arrives: r.Arrives, Ways: []pageWay{}}
		for _, report := range r.Ways {
			way := pageWay{Why: d.text(report.Why), Cure: d.text(report.Cure), Hops: [][3]int{}}
			for _, h := range report.Hops {
				way.Hops = append(way.Hops, [3]int{d.text(string(h.Step)), d.text(h.Text), d.text(h.Topology)})
			}
			for _, u := range report.Unjudged {
				way.Hops = append(way.Hops, [3]int{d.text("may change"), d.text(u.Text), d.text(u.Topology)})
			}
			one.Ways = append(one.Ways, way)
		}
		d.Answers = append(d.Answers, one)
	}
	return d
}

// page is the picture as a page that answers for requests. It asks for nothing, and
// runs no script but its own, as its policy says to the browser.
func (p *Picture) page(a *Answers) []byte {
	data := newPageData(p.sets, a)
	style := "\n" + svgStyle + pageStyle
	var out bytes.Buffer
	fmt.Fprintf(&out, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>%s</style>
</head>
<body>
<h1>%[3]s</h1>
<header>
<form>
<label for="url">Where does a request go?</label>
<input id="url" list="urls" placeholder="https://HOST/PATH" autocomplete="off" spellcheck="false">
<button>Follow</button>
</form>
`, sourceOf(style), sourceOf(pageScript), escaped(p.title()), style)
	p.offer(&out, data)
	out.WriteString(`<div id="answer" role="status"></div>
</header>
<p class="hint">Point at a box, or go to a host by the tab key, to see its whole path; a click keeps it, Escape lets go.</p>
<div class="picture">
`)
	w := &svgWriter{picture: p, layout: p.layOut(), page: true}
	w.open(`role="group" aria-labelledby="title desc"`)
	w.contents()
	out.Write(w.text.Bytes())
	out.WriteString("</svg>\n</div>\n")
	// Which writes "<" as a number, so that no text ends the element.
	encoded, err := json.Marshal(data)
	if err != nil {
		panic(err) // numbers and texts alone
	}
	fmt.Fprintf(&out, "<script type=\"application/json\" id=\"data\">%s</script>\n<script>%s</script>\n</body>\n</html>\n", encoded, pageScript)
	return out.Bytes()
}

// maxOffered is how many URLs a page offers while somebody types.
const maxOffered = 2000

// offer writes the URLs that are answered, each once.
func (p *Picture) offer(out io.Writer, data *pageData) {
	io.WriteString(out, "<datalist id=\"urls\">\n")
	seen := map[int]bool{}
	for _, a := range data.Answers {
		if !seen[a.URL] && len(seen) < maxOffered {
			seen[a.URL] = true
			fmt.Fprintf(out, "<option value=\"%s\"></option>\n", escaped(data.Texts[a.URL]))
		}
	}
	io.WriteString(out, "</datalist>\n")
}

// sourceOf is how a page's policy names a text that it allows.
func sourceOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
