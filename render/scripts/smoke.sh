passed=0
failed=0
skipped=0

# tell WORD TEXT: one line of the report.
tell() {
	case $1 in
	ok) passed=$((passed + 1)) ;;
	FAIL) failed=$((failed + 1)) ;;
	skip) skipped=$((skipped + 1)) ;;
	esac
	[ "$1" = FAIL ] || [ -z "$quiet" ] || return 0
	printf '%-4s %s\n' "$1" "$2"
}

# tier NAME TYPE PLACE PORTS NETWORKS: the tier that the next checks are of.
tier() {
	tier=$1
	type=$2
	ports=$4
	networks=$5
	proxied=
	here=yes
	case $chosen in
	' ' | *" $tier "*) ;;
	*)
		here=
		return 0
		;;
	esac
	authorities "$tier"
	[ -n "$quiet" ] || printf '# tier %s (%s)\n' "$tier" "$3"
	if [ -n "$networks" ] && [ -z "$outside$quiet" ]; then
		printf '# only %s may come in; from elsewhere, with --outside, nothing answers\n' "$networks"
	fi
}

# at IP FUNCTION: all checks of the tier by one address; - for none.
at() {
	[ -n "$here" ] || return 0
	ip=$1
	asks=
	login=
	clients=none
	trust=none
	if [ -n "$outside" ] && [ -n "$networks" ]; then
		for port in $ports; do
			dark "${port%%:*}"
		done
		return 0
	fi
	"$2"
}

# connect PORT: where curl connects for a port of the tier, as to=HOST:PORT.
connect() {
	to=
	for one in $CONNECT; do
		case $one in
		"$ip:$1="* | "[$ip]:$1="* | "$tier:$1="*) to=${one#*=} ;;
		esac
	done
	[ -z "$to" ] || return 0
	[ "$ip" != - ] || return 1
	node=$1
	if [ "$type" = NodePort ]; then
		node=
		for one in $ports; do
			case $one in
			"$1":[1-9]*) node=${one#*:} ;;
			esac
		done
	fi
	case $ip in
	*:*) to="[$ip]:$node" ;;
	*) to=$ip:$node ;;
	esac
	[ -n "$node" ]
}

# run_curl ARGUMENT...: exit, code, tcp, tls and location are what became of it.
run_curl() {
	limit=$TIMEOUT
	# What takes connections may keep them for ever.
	case $* in telnet:*) [ "$limit" -lt 3 ] || limit=3 ;; esac
	: >"$tmp/body"
	: >"$tmp/head"
	[ -z "$proxied" ] || set -- --haproxy-protocol "$@"
	seen=$("$CURL" -q -sS -g --path-as-is --http1.1 --noproxy '*' --connect-timeout "$limit" --max-time "$limit" \
		-o "$tmp/body" -D "$tmp/head" -w '%{http_code} %{time_connect} %{time_appconnect} %{redirect_url}' \
		"$@" 2>"$tmp/errors" </dev/null)
	exit=$?
	case " $* " in *' --head '*) : >"$tmp/body" ;; esac # which curl writes the headers to
	code=${seen%% *}
	seen=${seen#* }
	tcp=${seen%% *}
	seen=${seen#* }
	tls=${seen%% *}
	location=${seen#* }
	why=$(sed -n 's/^curl: //;1p' "$tmp/errors")
}

# get SCHEME HOST PORT PATH ARGUMENT...: sends a request, which the next wants judges.
get() {
	scheme=$1
	host=$2
	port=$3
	path=$4
	shift 4
	url=$scheme://$host:$port$path
	case $scheme:$port in
	http:80 | https:443) url=$scheme://$host$path ;;
	esac
	what="$tier $ip $url"
	skip=
	asks=
	login=
	if ! connect "$port"; then
		skip="where it listens is not known; write: CONNECT=\"$tier:$port=ADDRESS:PORT\""
		return 0
	fi
	if [ "$scheme" = https ]; then
		case $clients in
		required | optional)
			if [ -n "$CLIENT_CERT" ]; then
				set -- --cert "$CLIENT_CERT" "$@"
				[ -z "$CLIENT_KEY" ] || set -- --key "$CLIENT_KEY" "$@"
			elif [ "$clients" = required ]; then
				skip='needs a client certificate; write: CLIENT_CERT=FILE CLIENT_KEY=FILE'
				return 0
			fi
			;;
		esac
		case $trust in
		none) set -- --insecure "$@" ;;
		*)
			if [ -n "$cacert" ]; then
				set -- --cacert "$cacert" "$@"
			elif [ "$trust" != system ]; then
				set -- --cacert "$tmp/$trust" "$@"
			fi
			;;
		esac
	fi
	run_curl --connect-to "$host:$port:$to" "$@" "$url"
}

# of_gateway: whether the answer is the gateway's own, and none of what is behind it.
of_gateway() {
	! grep -iq '^x-envoy-upstream-service-time:' "$tmp/head" && [ ! -s "$tmp/body" ]
}

# shut_out: the gateway's policy answered, which comes ahead of its routes (Envoy,
# source/extensions/filters/http/rbac/rbac_filter.cc).
shut_out() {
	denied && ! grep -iq '^x-envoy-upstream-service-time:' "$tmp/head"
}

# denied: a policy answered, of the gateway or of the pods behind it, and no app; with HEAD
# the length of its words alone is told.
denied() {
	[ "$exit" -eq 0 ] && [ "$code" = 403 ] || return 1
	[ "$(cat "$tmp/body")" = 'RBAC: access denied' ] || { of_gateway && grep -Eiq '^content-length: *19[^0-9]*$' "$tmp/head"; }
}

# guarded WHAT [login]: the route is for who brings that, which the request has not. Of a login
# somebody else may answer, as by leading to a page for it.
guarded() {
	asks=$1
	login=${2:-}
}

# barred: what access asks for was missed, so that nothing is known of what is behind it.
barred() {
	[ -n "$asks" ] && [ "$exit" -eq 0 ] || return 1
	denied || case $login:$code in login:30[12378] | login:40[13]) ;; *) false ;; esac
}

# plain URL: without the port that its scheme has anyway.
plain() {
	printf '%s' "$1" | sed 's|^\(http://[^/]*\):80\(/.*\)*$|\1\2|;s|^\(https://[^/]*\):443\(/.*\)*$|\1\2|'
}

# was: what was seen, in words.
was() {
	if [ "$exit" -ne 0 ]; then
		printf '%s' "${why:-curl ended with $exit}"
	elif denied; then
		printf "403 of a policy"
	elif [ -n "$location" ]; then
		printf '%s to %s' "$code" "$location"
	else
		printf '%s' "$code"
	fi
}

verdict() {
	if barred && [ "$1" -ne 0 ]; then
		tell skip "$what: $(was): refused without $asks ($3)"
	elif [ "$1" -eq 0 ]; then
		tell ok "$what: $(was) ($3)"
	else
		tell FAIL "$what: $(was); wanted $2 ($3)"
	fi
}

# broken_off: the server ended the connection in the middle of TLS, or at once.
broken_off() {
	case $exit in
	16 | 35 | 52 | 55 | 56 | 92) return 0 ;;
	esac
	return 1
}

# wants KIND ARGUMENT... PLACE: judges what get saw.
wants() {
	kind=$1
	shift
	if [ -n "$skip" ]; then
		for place in "$@"; do :; done
		tell skip "$what: $skip ($place)"
		return 0
	fi
	case $kind in
	answer)
		[ "$exit" -eq 0 ] && [ "$code" -lt 500 ] && { [ "$code" -ne 404 ] || ! of_gateway; } && ! denied && ! barred
		verdict $? 'an answer of the app' "$1"
		;;
	status)
		[ "$exit" -eq 0 ] && [ "$code" -eq "$1" ]
		verdict $? "$1" "$2"
		;;
	text)
		[ "$exit" -eq 0 ] && [ "$code" -eq "$1" ] && [ "$(cat "$tmp/body")" = "$2" ]
		verdict $? "$1 with the text of the topology" "$3"
		;;
	redirect)
		[ "$exit" -eq 0 ] && [ "$code" -eq "$1" ] && [ "$(plain "$location")" = "$2" ]
		verdict $? "$1 to $2" "$3"
		;;
	clear)
		[ "$exit" -eq 0 ] && case $code:$location in 30[1278]:https://*) false ;; esac
		verdict $? 'an answer in clear, and no redirect' "$1"
		;;
	refused)
		broken_off || { [ "$exit" -eq 0 ] && { [ "$code" -eq 404 ] || [ "$code" -eq 421 ]; } && of_gateway; } || shut_out
		verdict $? "the gateway's 404, or no TLS: this host is not the tier's" "$1"
		;;
	handshake)
		case $tls in *[1-9]*) ;; *) false ;; esac
		status=$?
		[ $status -ne 0 ] || { exit=0 && code='TLS is spoken' && location=; }
		verdict $status TLS "$1"
		;;
	esac
}

# pass_over WHAT WHY PLACE: what is not checked.
pass_over() {
	tell skip "$tier $ip $1: $2 ($3)"
}

# without_certificate HOST PORT PLACE: who shows no certificate is refused.
without_certificate() {
	saved=$clients
	clients=none
	get https "$1" "$2" /
	clients=$saved
	what="$what without a client's certificate"
	if [ -n "$skip" ]; then
		tell skip "$what: $skip ($3)"
		return 0
	fi
	broken_off
	verdict $? 'the connection to be refused' "$3"
}

# reach PORT PLACE: something takes connections.
reach() {
	what="$tier $ip tcp port $1"
	if ! connect "$1"; then
		tell skip "$what: where it listens is not known; write: CONNECT=\"$tier:$1=ADDRESS:PORT\" ($2)"
		return 0
	fi
	run_curl "telnet://$to"
	case $tcp in *[1-9]*) ;; *) false ;; esac
	status=$?
	[ $status -ne 0 ] || { exit=0 && code='takes connections' && location=; }
	verdict $status 'a connection' "$2"
}

# dark PORT: nothing answers there from outside of the networks that may come in.
dark() {
	what="$tier $ip port $1 from outside"
	if ! connect "$1"; then
		tell skip "$what: where it listens is not known; write: CONNECT=\"$tier:$1=ADDRESS:PORT\" (only $networks)"
		return 0
	fi
	run_curl "telnet://$to"
	case $tcp in *[1-9]*) false ;; esac
	status=$?
	[ $status -eq 0 ] || { exit=0 && code='takes connections' && location=; }
	verdict $status 'no connection' "only $networks"
}

summary() {
	printf '%d checks: %d ok, %d failed, %d skipped\n' $((passed + failed + skipped)) "$passed" "$failed" "$skipped"
	[ "$failed" -eq 0 ] || exit 1
	[ "$passed" -gt 0 ] || cannot 'nothing could be checked'
}
