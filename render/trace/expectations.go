package trace

import (
	"slices"
	"strings"
	"time"

	"render/render/wording"
)

// Expect writes expectations of what becomes of requests now.
func (m *Mesh) Expect(requests []Request) []byte {
	var b strings.Builder
	b.WriteString(expectHeader)
	for i := range requests {
		b.WriteString(m.expectation(&requests[i]))
	}
	return []byte(b.String())
}

func (m *Mesh) expectation(r *Request) string {
	return r.Words() + arrow + m.Chase(*r)[0].Outcome() + "\n"
}

// Renew writes expectations anew: what was written stays, with its comments and in its
// order, but for what becomes of a request; and requests of which there is no line come
// behind it. What is wrong with the text is told of the first such line.
func (m *Mesh) Renew(text []byte, at time.Time, requests []Request) (out []byte, line int, err error) {
	list, line, err := ParseExpectations(text)
	if err != nil {
		return nil, line, err
	}
	lines := slices.Collect(strings.Lines(string(text)))
	known := map[string]bool{}
	for _, one := range list {
		one.Request.At = at
		known[one.Request.Words()] = true
		if is := m.Chase(one.Request)[0].Outcome(); is != one.Outcome {
			old := lines[one.Line-1]
			begin := strings.LastIndex(old, arrow) + len(arrow)
			end := len(strings.TrimRight(old, "\r\n"))
			if comment := strings.Index(old[begin:], behind); comment >= 0 {
				end = begin + comment
			}
			lines[one.Line-1] = old[:begin] + is + old[end:]
		}
	}
	whole := strings.Join(lines, "")
	end := "\n"
	if strings.Contains(whole, "\r\n") {
		end = "\r\n"
	}
	if whole != "" && !strings.HasSuffix(whole, "\n") {
		whole += end
	}
	for i := range requests {
		if !known[requests[i].Words()] {
			whole += strings.TrimSuffix(m.expectation(&requests[i]), "\n") + end
		}
	}
	return []byte(whole), 0, nil
}

// ParseExpectations reads them. What is wrong is told of the first such line.
func ParseExpectations(text []byte) (list []Expectation, line int, err error) {
	const mark = "\ufeff" // which some editors begin a file with
	for n, one := range slices.Collect(strings.Lines(strings.TrimPrefix(string(text), mark))) {
		one = strings.TrimSpace(one)
		if one == "" || one[0] == '#' {
			continue
		}
		at := strings.LastIndex(one, arrow) // values of headers may have one too
		if at < 0 {
			return nil, n + 1, &malformed{"has no ' => ' between a request and what becomes of it; write: URL => arrives at HOST:PORT"}
		}
		r, err := parseWords(one[:at])
		if err != nil {
			return nil, n + 1, err
		}
		outcome, _, _ := strings.Cut(one[at+len(arrow):], behind)
		outcome = strings.TrimSpace(outcome)
		if !outcomes().MatchString(outcome) {
			return nil, n + 1, &malformed{wording.Quote(outcome) + " is nothing that becomes of a request; write: arrives at HOST:PORT, redirects to URL, answers STATUS, fails, or fails with STATUS"}
		}
		list = append(list, Expectation{r, outcome, n + 1})
	}
	return list, 0, nil
}
