package render_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"render/render"
	"render/render/drawing"
	"render/render/trace"
)

// drawnDir has the pictures that were looked at, and a topology of five tiers with forty apps.
const drawnDir = "testdata/drawn"

// drawnFiles are the topologies of those pictures.
func drawnFiles() map[string]string {
	return map[string]string{
		"seed":        filepath.Join(examplesDir, "seed", "topology.yaml"),
		"gateway-api": filepath.Join(examplesDir, "gateway-api", "topology.yaml"),
		"wildcards":   filepath.Join(examplesDir, "wildcards", "topology.yaml"),
		"access":      filepath.Join(examplesDir, "access", "topology.yaml"),
		"isolation":   filepath.Join(examplesDir, "isolation", "topology.yaml"),
		"forty":       filepath.Join(drawnDir, "forty.yaml"),
	}
}

func drawnInput(t testing.TB, file string) render.Input {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(filepath.Dir(file))}
}

// drawn is a topology in all forms.
func drawn(t testing.TB, in render.Input) map[string][]byte {
	t.Helper()
	picture, diagnostics, err := render.Drawn(context.Background(), in)
	if err != nil || picture == nil {
		t.Fatal(err, diagnostics.Err())
	}
	in.WithPicture, in.WithoutKeys = true, true
	output, err := render.Render(context.Background(), in)
	if err != nil || output.Picture == nil {
		t.Fatal(err, output.Diagnostics.Err())
	}
	answers, diagnostics := output.Answers("render trace ", " topology.yaml", everyTier)
	if answers == nil {
		t.Fatal(diagnostics.Err())
	}
	out := map[string][]byte{}
	for _, format := range drawing.Formats() {
		out[format] = output.Picture.Text(format, answers)
		if format != drawing.HTML && !bytes.Equal(out[format], picture.Text(format, nil)) {
			t.Errorf("%s of the plan is another than %[1]s of the output", format)
		}
	}
	return out
}

// TestDrawn compares pictures with those that were looked at.
func TestDrawn(t *testing.T) {
	for name, file := range drawnFiles() {
		t.Run(name, func(t *testing.T) {
			for format, text := range drawn(t, drawnInput(t, file)) {
				golden := filepath.Join(drawnDir, name+"."+format)
				if *update {
					if err := os.WriteFile(golden, text, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(text, want) {
					t.Errorf("%s is another; go test ./render -run Drawn -update writes it: look at it", golden)
				}
			}
		})
	}
}

// drawnBox is a box as an SVG has it.
type drawnBox struct {
	Class string     `xml:"class,attr"`
	Title string     `xml:"title"`
	Rects []drawnBar `xml:"rect"`
	Texts []drawnBar `xml:"text"`
}

type drawnBar struct {
	X     int    `xml:"x,attr"`
	Y     int    `xml:"y,attr"`
	Width int    `xml:"width,attr"`
	Tall  int    `xml:"height,attr"`
	Words string `xml:",chardata"`
}

type drawnSVG struct {
	Width  int        `xml:"width,attr"`
	Height int        `xml:"height,attr"`
	Title  string     `xml:"title"`
	Boxes  []drawnBox `xml:"g"`
}

// TestDrawnExamples: every example has a picture in which each box is inside it, apart
// from others, and says at which line of the topology it stands.
func TestDrawnExamples(t *testing.T) {
	place := regexp.MustCompile(`(?:^|\n)topology\.yaml:(\d+)$`)
	for _, name := range exampleNames(t) {
		t.Run(name, func(t *testing.T) {
			in := drawnInput(t, filepath.Join(examplesDir, name, "topology.yaml"))
			in.AllowOutside = true
			svg := drawnIn(t, in)
			lines := bytes.Count(in.Text, []byte("\n")) + 1
			for i, b := range svg.Boxes {
				at := place.FindStringSubmatch(b.Title)
				if at == nil {
					t.Errorf("box %q says no line", b.Title)
					continue
				}
				if line, err := strconv.Atoi(at[1]); err != nil || line < 1 || line > lines {
					t.Errorf("box %q is beyond the topology's %d lines", b.Title, lines)
				}
				r := b.Rects[0]
				if r.X < 0 || r.Y < 0 || r.X+r.Width > svg.Width || r.Y+r.Tall > svg.Height {
					t.Errorf("box %q is outside the picture", b.Title)
				}
				for _, other := range svg.Boxes[:i] {
					if o := other.Rects[0]; r.X < o.X+o.Width && o.X < r.X+r.Width && r.Y < o.Y+o.Tall && o.Y < r.Y+r.Tall {
						t.Errorf("boxes %q and %q are on each other", b.Title, other.Title)
					}
				}
			}
			for _, word := range [...]string{"tier ", "address ", "gateway "} {
				if !slices.ContainsFunc(svg.Boxes, func(b drawnBox) bool { return strings.HasPrefix(b.Title, word) }) {
					t.Errorf("no box is a %s", word)
				}
			}
		})
	}
}

// drawnIn is the picture of an input, read back.
func drawnIn(t testing.TB, in render.Input) drawnSVG {
	t.Helper()
	picture, diagnostics, err := render.Drawn(context.Background(), in)
	if err != nil || picture == nil {
		t.Fatal(err, diagnostics.Err())
	}
	text := picture.Text(drawing.SVG, nil)
	var out drawnSVG
	if err := xml.Unmarshal(text, &out); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestDrawnTimes: until when certificates are valid is told where a time is given, and
// then only; one that is not there is told as anywhere.
func TestDrawnTimes(t *testing.T) {
	in := drawnInput(t, filepath.Join(examplesDir, "seed", "topology.yaml"))
	until := func(in render.Input) (out []string) {
		for _, b := range drawnIn(t, in).Boxes {
			if _, said, ok := strings.Cut(b.Title, "until "); ok {
				out = append(out, strings.Fields(said)[0])
			}
		}
		return out
	}
	if got := until(in); got != nil {
		t.Errorf("without a time it tells %q", got)
	}
	in.At = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := until(in); len(got) != 2 {
		t.Errorf("with a time it tells %q", got)
	}
	in.Files = os.DirFS(t.TempDir())
	if picture, diagnostics, err := render.Drawn(context.Background(), in); err != nil || picture != nil || len(diagnostics) == 0 {
		t.Errorf("without certificates: %v, %v, %v", picture, diagnostics, err)
	}
}

// TestDrawnPaths: what is lit of a host is where trace sends its requests, of every
// example: each app that one arrives at, and no other.
func TestDrawnPaths(t *testing.T) {
	arrived := 0
	files := drawnFiles()
	for _, name := range exampleNames(t) {
		files[name] = filepath.Join(examplesDir, name, "topology.yaml")
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			in := drawnInput(t, file)
			in.WithPicture, in.WithoutKeys, in.Secrets = true, true, "redacted"
			output, err := render.Render(context.Background(), in)
			if err != nil || output.Picture == nil {
				t.Fatal(err, output.Diagnostics.Err())
			}
			answers, _ := output.Answers("", "", everyTier)
			p := readPage(t, output.Picture.Text(drawing.HTML, answers))
			mesh, _, _ := output.Traced()
			for _, box := range p.boxes {
				if box.host == "" || box.also {
					continue // two tiers answer it, each by its own apps
				}
				got := map[string]bool{}
				for _, at := range p.lit(box.number) {
					if lit := &p.boxes[at]; lit.column == "app" {
						got[lit.destination()] = true
					}
				}
				want := map[string]bool{}
				for _, r := range mesh.All() {
					if r.Host = askedFor(r.Host, box.host); r.Host == "" {
						continue
					}
					if way := mesh.Chase(r)[0]; way.Verdict == trace.Arrives {
						for _, to := range way.To {
							want[p.destination(to.Host)] = true
							arrived++
						}
					}
				}
				if !maps.Equal(got, want) {
					t.Errorf("%s is lit with %v, and its requests arrive at %v", box.host, got, want)
				}
			}
		})
	}
	if arrived < 200 {
		t.Errorf("only %d requests arrived", arrived)
	}
}

// askedFor is the name by which a request of trace's asks for a host: its own, or one
// that the request's wildcard covers; "" where the request is for another.
func askedFor(asked, host string) string {
	concrete := strings.Replace(strings.Replace(host, "*.", "any.", 1), "*", "any.example.net", 1)
	domain, wild := strings.CutPrefix(asked, "any.")
	if asked == concrete || wild && strings.HasSuffix(concrete, "."+domain) || asked == "any.example.net" {
		return concrete
	}
	return ""
}

func everyTier(string) bool { return true }

// TestAnswersOfTiers: a page of some tiers holds the answers of their gateways alone.
func TestAnswersOfTiers(t *testing.T) {
	for _, example := range []string{"seed", "gateway-api", "sail"} {
		folder := "../examples/" + example
		text, err := os.ReadFile(folder + "/topology.yaml")
		if err != nil {
			t.Fatal(err)
		}
		output, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: text, Files: os.DirFS(folder), WithoutKeys: true})
		if err != nil || output.Diagnostics.Failed() {
			t.Fatal(err, output.Diagnostics.Err())
		}
		count := func(shown func(string) bool) int {
			answers, _ := output.Answers("", "", shown)
			return len(answers.Requests)
		}
		all, primary := count(everyTier), count(func(tier string) bool { return tier == "primary" })
		others, none := count(func(tier string) bool { return tier != "primary" }), count(func(string) bool { return false })
		if primary == 0 || others == 0 || primary+others != all || none != 0 {
			t.Errorf("%s: of %d answers %d are of the tier primary, %d of others, and %d of none", example, all, primary, others, none)
		}
	}
}
