package main
import ("os";"fmt";"path/filepath";"runtime/debug";"runtime/pprof";"render/render";"render/render/manifest")
func main(){
 {g:=400; if os.Getenv("G")!="" {fmt.Sscan(os.Getenv("G"),&g)}; debug.SetGCPercent(g)}
 f:=os.Args[len(os.Args)-1]
 if p:=os.Getenv("PROF");p!=""{ w,_:=os.Create(p); pprof.StartCPUProfile(w); defer pprof.StopCPUProfile() }
 n:=1; if os.Getenv("N")!="" {fmt.Sscan(os.Getenv("N"),&n)}
 for range n {
 text,_:=os.ReadFile(f)
 out,err:=render.Render(render.Input{Name:f,Text:text,Files:os.DirFS(filepath.Dir(f))})
 if err!=nil{panic(err)}
 b,err:=out.Stream(nil,manifest.YAML)
 if err!=nil{panic(err)}
 if n==1 {os.Stdout.Write(b)}
 }
}
