dry=
yes=
while [ $# -gt 0 ]; do
	case $1 in
	--dry-run) dry=yes && shift ;;
	--yes | -y) yes=yes && shift ;;
	--help | -h) help && exit 0 ;;
	*) usage "$1 is not known" ;;
	esac
done

# ask: a person says yes, or --yes does. The script itself may be standard input.
ask() {
	[ -z "$yes$dry" ] || return 0
	printf '%s: %s by %s, context %s? Type yes: ' "$ME" "$1" "$KUBECTL" "$(k config current-context 2>/dev/null || printf unknown)" >&2
	answer=
	{ read -r answer </dev/tty; } 2>/dev/null || usage 'there is nobody to ask; write: --yes'
	[ "$answer" = yes ] || cannot 'nothing was deleted'
}

begins() {
	stage=$1
	say "stage $1"
}

# drop_operated NAMESPACE NAME NAMESPACE DEPLOYMENT: an IstioOperator, whose operator
# uninstalls istiod and the gateways then. It must run for that.
drop_operated() {
	there=$(found istiooperators.install.istio.io "$1" "$2") || exit 1
	[ -n "$there" ] || return 0
	if [ -z "$dry" ] && [ "${there##*=}" = "$OWNER" ]; then
		k -n "$3" wait --for=condition=Available --timeout="${TIMEOUT}s" "deployment/$4" 2>"$tmp/errors" || stop "the operator $3/$4, which uninstalls Istio, does not run"
	fi
	drop istiooperators.install.istio.io "$1" "$2"
}

# drop_crd NAME: a definition, unless there are objects of it left, which would go too.
drop_crd() {
	left=$(k get "$1" -A -o name 2>"$tmp/errors") || {
		unknown || stop "kubectl get $1 fails"
		: >"$tmp/errors"
	}
	if [ -n "$left" ] && [ -z "$dry" ]; then
		stays "the CRD $1 stays, since there are objects of it"
		return 0
	fi
	drop customresourcedefinitions.apiextensions.k8s.io - "$1"
}

# left_in NAMESPACE: all that is in it, of whatever kind, but for what Kubernetes and
# istiod put into each namespace, and what tells of others' state. Where that cannot be
# told, something is.
left_in() {
	kinds=$(k api-resources --verbs=list --namespaced -o name 2>"$tmp/errors") || {
		printf 'not known, since kubectl api-resources fails: %s' "$(cat "$tmp/errors")"
		return 0
	}
	kinds=$(printf '%s\n' "$kinds" | grep -vx -e events -e 'events\.events\.k8s\.io' -e endpoints -e 'endpointslices\.discovery\.k8s\.io' -e 'leases\.coordination\.k8s\.io' -e '[a-z]*\.metrics\.k8s\.io' | tr '\n' ,)
	all=$(k -n "$1" get "${kinds%,}" -o name 2>"$tmp/errors") || {
		printf 'not known, since kubectl get fails: %s' "$(cat "$tmp/errors")"
		return 0
	}
	set -- "$1" -e configmap/kube-root-ca.crt -e configmap/istio-ca-root-cert -e serviceaccount/default -e 'secret/default-token-[a-z0-9]*'
	if [ "$1" = "$CONTROL_PLANE" ]; then # istiod leaves its own
		set -- "$@" -e secret/istio-ca-secret -e 'configmap/istio-.*leader' -e 'configmap/istio-.*-election'
	fi
	shift
	printf '%s\n' "$all" | grep -vx "$@" -e '' || :
}

# drop_namespace NAME: a namespace in which nothing is left. All in it would go with it.
drop_namespace() {
	case $1 in
	default | kube-*)
		say "the namespace $1 is Kubernetes' own, and stays"
		return 0
		;;
	esac
	there=$(found namespaces - "$1") || exit 1
	[ -n "$there" ] || return 0
	if [ -z "$dry" ]; then
		tries=15
		until left=$(left_in "$1") && [ -z "$left" ]; do
			tries=$((tries - 1))
			[ "$tries" -gt 0 ] || break
			sleep "$POLL"
		done
		if [ -n "$left" ]; then
			stays "the namespace $1 stays, since there is something in it: $(printf '%s' "$left" | tr '\n' ' ')"
			return 0
		fi
	fi
	drop namespaces - "$1"
}

# our_istio: whether the control plane is this topology's, as its namespace says.
our_istio() {
	there=$(found namespaces - "$CONTROL_PLANE") || exit 1
	case $there in
	'') say "there is no namespace $CONTROL_PLANE, and so no Istio in it" ;;
	*"=$OWNER") return 0 ;;
	*) stays "the Istio in namespace $CONTROL_PLANE is not of $OWNER, and stays" ;;
	esac
	return 1
}

# uninstall_by_helm NAME NAMESPACE: a release, if it is there.
uninstall_by_helm() {
	if [ -n "$dry" ]; then
		say "would uninstall the release $2/$1 by helm"
		return 0
	fi
	release=$("$HELM" list --namespace "$2" --filter "^$1\$" --short </dev/null) || stop "helm list fails"
	if [ -n "$release" ]; then
		"$HELM" uninstall "$1" --namespace "$2" --wait </dev/null || stop "helm uninstall $1 fails"
		deleted=$((deleted + 1))
	fi
}

uninstall_by_istioctl() {
	if [ -n "$dry" ]; then
		say "would uninstall what istioctl installed"
		return 0
	fi
	if "$ISTIOCTL" uninstall --help >/dev/null 2>&1 </dev/null; then
		objects_istio | "$ISTIOCTL" uninstall -y -f - || stop 'istioctl uninstall fails'
	else
		objects_istio | "$ISTIOCTL" x uninstall -y -f - || stop 'istioctl x uninstall fails'
	fi
	deleted=$((deleted + 1))
}

finish() {
	if [ -n "$dry" ]; then
		say 'dry run: nothing was changed'
		return 0
	fi
	rest=
	[ "$stayed" -eq 0 ] || rest='; what warnings tell of stays'
	if [ "$deleted" -eq 0 ]; then
		say "nothing deleted$rest"
		return 0
	fi
	say "$1$rest"
}
