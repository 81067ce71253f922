// Command empty does nothing: what is left is what any Go program takes to start.
//
// The package owns nothing. It must never import anything.
package main

func main() {}
