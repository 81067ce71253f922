# since is when addresses began to go from one gateway to another.
since=
handed=
released=

# pool_has NAMESPACE NAME ADDRESSES: whether there is nothing to do to a pool of the older
# topology: it has what it is to have, is not there, or is another's.
pool_has() {
	there=$(found ipaddresspools.metallb.io "$1" "$2") || exit 1
	case $there in
	'') return 0 ;;
	*"=$OWNER" | *"=$FORMER") ;;
	*)
		stays "the pool $1/$2 is not of $OWNER, and stays as it is"
		return 0
		;;
	esac
	has=$(k -n "$1" get ipaddresspools.metallb.io "$2" -o 'jsonpath={.spec.addresses[*]}' 2>"$tmp/errors") || stop "the pool $1/$2 cannot be read"
	[ "$has" = "$3" ]
}

# patch_pool NAMESPACE NAME PATCH
patch_pool() {
	k -n "$1" patch ipaddresspools.metallb.io "$2" --type=merge -p "$3" 2>"$tmp/errors" || stop "the pool $1/$2 cannot be changed"
}

# let_go NAMESPACE NAME ADDRESSES LOST PATCH: a pool lets go of what others get; without a
# patch it is deleted. One that has the addresses which it is to have did that before.
let_go() {
	! pool_has "$1" "$2" "$3" || return 0
	released=yes
	if [ -n "$dry" ]; then
		say "the pool $1/$2 would let go of $4"
		return 0
	fi
	say "the pool $1/$2 lets go of $4"
	if [ -n "$5" ]; then
		patch_pool "$1" "$2" "$5"
	else
		drop ipaddresspools.metallb.io "$1" "$2"
	fi
}

# widen NAMESPACE NAME ADDRESSES PATCH: a pool gets its addresses, and keeps those that
# gateways have still. put widened ends that.
widen() {
	if pool_has "$1" "$2" "$3"; then
		[ -n "$there" ] || put widened
		return 0
	fi
	if [ -n "$dry" ]; then
		say "the pool $1/$2 would keep what gateways have, until those have other addresses"
		return 0
	fi
	patch_pool "$1" "$2" "$4"
}

# hands_over IP FROM TO: an address begins to go from one Service to another.
hands_over() {
	since=${since:-$(date +%s)}
	handed="$handed $1"
	goes=goes
	[ -z "$dry" ] || goes='would go'
	say "$1 $goes from the Service $2 to $3: nothing answers there until that has it, and its routes"
}

# answered: the addresses that went from one Service to another have their routes.
answered() {
	[ -z "$handed" ] || [ -n "$dry" ] || say "nothing answered at$handed for at most $(($(date +%s) - since)) s of this run"
}

# await_address NAMESPACE SERVICE IP...: MetalLB gave it these. Where another Service has
# one still it tries again only when this one changes, which is what asks_for does.
await_address() {
	[ -z "$dry" ] || return 0
	tries=0
	next=1
	eventually "the Service $1/$2 has not the address $3 ($KUBECTL -n $1 describe service $2 tells why)" asks_for "$@"
	[ "$next" -eq 1 ] || k -n "$1" annotate service "$2" render/asks- >/dev/null 2>&1 || :
	say "the Service $1/$2 has $got"
}

asks_for() {
	has_address "$@" && return 0
	tries=$((tries + 1))
	if [ "$tries" -eq "$next" ]; then
		next=$((next * 2))
		k -n "$1" annotate service "$2" --overwrite "render/asks=$tries" 2>/dev/null || :
	fi
	return 1
}

has_address() {
	service=$1/$2
	tells="$KUBECTL -n $1 describe service $2 tells why"
	got=$(k -n "$1" get service "$2" -o 'jsonpath={.status.loadBalancer.ingress[*].ip}') || return 1
	shift 2
	for ip in "$@"; do
		case " $got " in
		*" $ip "*) ;;
		*)
			what="the Service $service has not the address $ip ($tells)"
			return 1
			;;
		esac
	done
}
