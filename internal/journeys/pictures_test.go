package journeys

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/page"
)

var documenting = flag.Bool("docs", false, "take again the pictures that the pages of docs show")

// walkthroughs is where the pictures of the pages of docs are kept, beside most
// of those pages.
const walkthroughs = "../../docs/walkthroughs"

// embedded is how a page of docs shows a picture: what it says of it, its
// name, the language, and whether it is of a telephone's screen. So the pages
// themselves are the list of pictures to keep.
var embedded = regexp.MustCompile(`!\[([^\]]*)\]\((?:docs/walkthroughs/)?([a-z0-9-]+)-(fr|en)(-320)?\.png\)`)

// shown are the names of the files that pages of docs show.
var shown = sync.OnceValue(func() map[string]bool {
	files := map[string]bool{}
	for _, at := range documents() {
		content, _ := os.ReadFile(at) // that there are pages is held by a test
		for _, found := range embedded.FindAllStringSubmatch(string(content), -1) {
			files[found[2]+"-"+found[3]+found[4]+".png"] = true
		}
	}
	return files
})

// documents are the pages that may show pictures.
func documents() []string {
	list, _ := filepath.Glob(walkthroughs + "/*.md")
	return append(list, "../../README.md")
}

// illustrate keeps the page as it looks now where a page of docs shows it.
func (p *person) illustrate(name string) {
	p.t.Helper()
	for w, suffix := range map[int64]string{1040: "", phone: "-320"} {
		file := name + "-" + string(p.lang) + suffix + ".png"
		if !shown()[file] {
			continue
		}
		if w != phone && read[bool](p, `location.protocol === "data:"`) {
			w = 640 // a mail
		}
		p.width(w)
		p.check(os.WriteFile(filepath.Join(walkthroughs, file), p.cropped(w), 0o644))
	}
	p.width(desktop)
}

// tallest is how much of a long page a picture shows, in pixels.
const tallest = 1400

// cropped is the page without what surrounds its content on every page.
func (p *person) cropped(w int64) []byte {
	p.t.Helper()
	whole := true
	bottom := read[float64](p, `(document.querySelector("main") ?? document.documentElement).getBoundingClientRect().bottom + scrollY + 24`)
	shot := call(p, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &whole,
		Clip: &page.Viewport{Width: float64(w), Height: min(bottom, tallest), Scale: 1}})
	taken, err := png.Decode(bytes.NewReader(shot.Data))
	p.check(err)
	var out bytes.Buffer
	p.check((&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, plain(taken)))
	return out.Bytes()
}

// colours is how many a page of text needs to look as it does.
const colours = 48

// plain is the picture in its most frequent colours, a quarter as large.
func plain(taken image.Image) *image.Paletted {
	often := map[color.RGBA]int{}
	size := taken.Bounds()
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(taken.At(x, y)).(color.RGBA) }
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			often[at(x, y)]++
		}
	}
	most := slices.SortedFunc(maps.Keys(often), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(often[b], often[a]), bytes.Compare([]byte{a.R, a.G, a.B}, []byte{b.R, b.G, b.B}))
	})
	var kept color.Palette
	for _, c := range most[:min(colours, len(most))] {
		kept = append(kept, c)
	}
	nearest := map[color.RGBA]uint8{}
	for _, c := range most {
		nearest[c] = uint8(kept.Index(c))
	}
	out := image.NewPaletted(size, kept)
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[at(x, y)])
		}
	}
	return out
}
