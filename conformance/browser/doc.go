// Package browser owns the judgement of pictures by those who show them: a headless
// Chromium for SVG and pages, Mermaid's own parser in it, and Graphviz.
//
// In go the pictures of every example, as the tool draws them, and those that were
// looked at; out comes what a person would see wrong. It has tests alone, which fail
// where no browser is there: make conformance-browser installs one.
package browser
