package objects

// LabelSelector is a selector of Kubernetes' own: matchLabels and
// matchExpressions, all of which must hold
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
type LabelSelector struct{ Field }

// MatchLabels is what labels must have.
func (s LabelSelector) MatchLabels() LabelMap { return labelMap(s.Field, "matchLabels") }

// MatchExpressions are conditions on single labels.
func (s LabelSelector) MatchExpressions() List[LabelExpression] {
	return listOf(s.member("matchExpressions", Sequence), Mapping, func(f Field) LabelExpression { return LabelExpression{f} })
}

// Match reports whether the selector takes labels. An expression with an operator
// that is not known takes all.
func (s LabelSelector) Match(labels Labels) bool {
	if !labels.Match(s.MatchLabels().Labels()) {
		return false
	}
	for _, e := range s.MatchExpressions().All() {
		if !e.match(labels) {
			return false
		}
	}
	return true
}

// LabelExpression is a condition on one label.
type LabelExpression struct{ Field }

// Key is the label's.
func (e LabelExpression) Key() Text { return e.text("key") }

// Operator is In, NotIn, Exists or DoesNotExist.
func (e LabelExpression) Operator() Text { return e.text("operator") }

// Values are what In and NotIn compare with.
func (e LabelExpression) Values() List[Text] { return texts(e.Field, "values") }

func (e LabelExpression) match(labels Labels) bool {
	value, there := labels.Get(e.Key().Value())
	in := false
	for _, v := range e.Values().All() {
		in = in || there && v.Present() && v.Value() == value
	}
	switch e.Operator().Value() {
	case "In":
		return in
	case "NotIn":
		return !in
	case "Exists":
		return there
	case "DoesNotExist":
		return !there
	}
	return true
}
