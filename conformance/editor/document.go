package editor

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Problem is what an editor underlines.
type Problem struct {
	Message  string
	Severity int // 1 is an error
	Range    struct{ Start, End Position }
}

// Position is a place in a text, both numbers from 0 on.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// Item is one of those that are offered while somebody types.
type Item struct {
	Label         string
	InsertText    string
	Documentation json.RawMessage // a text, or one of a kind
}

// Document is a text that is open in the editor.
type Document struct {
	server *Server
	uri    string
	lines  []string
}

// Open opens a text as a file of a folder; what is wrong with it comes with it.
func (s *Server) Open(path, text string) (*Document, []Problem, error) {
	d := &Document{s, "file://" + path, strings.Split(text, "\n")}
	if err := s.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": d.uri, "languageId": "yaml", "version": 1, "text": text}}); err != nil {
		return nil, nil, err
	}
	var told struct {
		URI         string
		Diagnostics []Problem
	}
	err := s.until(func(m message) (bool, error) {
		if m.Method != "textDocument/publishDiagnostics" {
			return false, nil
		}
		err := json.Unmarshal(m.Params, &told)
		return told.URI == d.uri, err
	})
	return d, told.Diagnostics, err
}

// Close closes it.
func (d *Document) Close() error {
	return d.server.tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": d.uri}})
}

func (d *Document) at(p Position) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": d.uri}, "position": p}
}

// Told is what an editor tells of a place.
func (d *Document) Told(p Position) (string, error) {
	var answer struct{ Contents struct{ Value string } }
	err := d.server.Ask("textDocument/hover", d.at(p), &answer)
	return answer.Contents.Value, err
}

// Offered are the items that an editor offers at a place.
func (d *Document) Offered(p Position) ([]Item, error) {
	var answer struct{ Items []Item }
	err := d.server.Ask("textDocument/completion", d.at(p), &answer)
	return answer.Items, err
}

// Find is where a word stands first, on a line that begins so behind its indentation.
func (d *Document) Find(line, word string) (Position, error) {
	for n, text := range d.lines {
		if strings.HasPrefix(strings.TrimLeft(text, " -"), line) {
			if at := strings.Index(text, word); at >= 0 {
				return Position{n, at}, nil
			}
		}
	}
	return Position{}, fmt.Errorf("no line %q has %q", line, word)
}
