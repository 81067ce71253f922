package main

// bashCompletion needs nothing but bash, from 3.2 on: what cobra generates needs
// the package bash-completion. It never evaluates what was typed.
const bashCompletion = `# bash completion for render. It needs no other package.

_render() {
    COMPREPLY=()
    # bash divides words at = and :, which render does not: what has no space
    # between is put together again, up to the cursor.
    local rest=${COMP_LINE:0:COMP_POINT} bare words=() last='' piece='' i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        bare=${rest#"${rest%%[![:space:]]*}"}
        if ((i > 0)) && [[ $bare == "$rest" && ${#words[@]} -gt 0 ]]; then
            last=$((${#words[@]} - 1))
        else
            last=${#words[@]}
            words[last]=''
        fi
        piece=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && piece=$bare
        words[last]+=$piece
        rest=${bare#"$piece"}
    done

    local program=${words[0]} quoted='' typed
    case $program in '~/'*) program=$HOME/${program#'~/'} ;; esac
    type -P -- "$program" >/dev/null || program=render
    case ${words[last]} in [\"\']*) quoted=${words[last]:0:1} ;; esac
    for ((i = 1; i < ${#words[@]}; i++)); do
        words[i]=${words[i]//[\"\'\\]/}
    done
    typed=${words[last]}
    piece=${piece//[\"\'\\]/}
    case $piece in [=:]) piece='' ;; esac

    # Each line is a word, perhaps a tab and what it means; the last line is a
    # colon and a sum of flags.
    local line lines=() flags=0
    while IFS='' read -r line; do
        case $line in :[0-9]*) flags=${line#:} ;; *) lines+=("$line") ;; esac
    done < <("$program" __complete "${words[@]:1}" 2>/dev/null)

    # Of --flag=value render gives the value alone.
    local before='' kept word meaning found=() told=() width=0
    case $typed in -*=*) before=${typed%%=*}= ;; esac
    kept=${typed%"$piece"}
    for line in ${lines[@]+"${lines[@]}"}; do
        word=$before${line%%$'\t'*}
        meaning=''
        case $line in *$'\t'*) meaning=${line#*$'\t'} ;; esac
        [[ $word == "$typed"* ]] || continue
        word=${word#"$kept"}
        if [[ -z $quoted && $word == *[[:space:]\;\&\|\<\>\(\)\$\` + "`" + `\"\'\\\!\*\?]* ]]; then
            printf -v word %q "$word"
        fi
        found+=("$word")
        told+=("$meaning")
        ((${#word} > width)) && width=${#word}
    done

    # What it means is shown in a list, and never typed.
    if ((${#found[@]} > 1)) && [[ $COMP_TYPE == 63 || $COMP_TYPE == 33 ]]; then
        for ((i = 0; i < ${#found[@]}; i++)); do
            if [[ -n ${told[i]} ]]; then
                printf -v line '%-*s  (%s)' "$width" "${found[i]}" "${told[i]}"
                found[i]=${line:0:${COLUMNS:-80}}
            fi
        done
    fi
    COMPREPLY=(${found[@]+"${found[@]}"})

    if type compopt >/dev/null 2>&1; then
        ((flags & 2)) && compopt -o nospace
        ((flags & 4)) && compopt +o default
        ((flags & 16)) && compopt -o dirnames
    fi
    return 0
}

complete -o default -F _render render
`
