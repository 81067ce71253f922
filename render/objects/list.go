package objects

import "iter"

// List is a field that holds a list, each item of which is seen as a V.
type List[V any] struct {
	Field
	items Kind
	view  func(Field) V
}

func listOf[V any](f Field, items Kind, view func(Field) V) List[V] {
	return List[V]{f, items, view}
}

func texts(f Field, key string) List[Text] {
	return listOf(f.member(key, Sequence), String, func(f Field) Text { return Text{f} })
}

// Len is the number of items; 0 of what is no list.
func (l List[V]) Len() int {
	items, _ := l.value.([]any)
	return len(items)
}

// Item is the item of a number below Len.
func (l List[V]) Item(i int) V {
	items, _ := l.value.([]any)
	return l.view(l.item(i, items[i], l.items))
}

// All are the items with their numbers, those of another kind too, which look
// as if nothing was in them.
func (l List[V]) All() iter.Seq2[int, V] {
	return func(yield func(int, V) bool) {
		for i := range l.Len() {
			if !yield(i, l.Item(i)) {
				return
			}
		}
	}
}

// Fitting are the items that are what belongs here. The others are handed to
// unfit, as is the list itself where it is none.
func (l List[V]) Fitting(unfit func(Field)) iter.Seq2[int, V] {
	return func(yield func(int, V) bool) {
		if !l.Fits() {
			unfit(l.Field)
		}
		items, _ := l.value.([]any)
		for i, value := range items {
			item := l.item(i, value, l.items)
			if value == nil || !item.Fits() {
				unfit(item)
			} else if !yield(i, l.view(item)) {
				return
			}
		}
	}
}

// Items are the items of a field that is a list, whatever they are.
func (f Field) Items() List[Field] {
	f.want = Sequence
	return listOf(f, Any, func(f Field) Field { return f })
}

// TextsOf are the values of a list of texts.
func TextsOf(list List[Text]) []string {
	var out []string
	for _, text := range list.All() {
		out = append(out, text.Value())
	}
	return out
}
