// A mixin that adds an annotation to every Namespace's manifest.
{ namespaces+: { default+: { metadata+: { labels+: { site: 'home' } } } } }
