using System.Text.Json;
using System.Text.RegularExpressions;

namespace Simulator.Tests.Reporting;

/// <summary>The report in a real browser, on a phone and on a desk: no error, no missing picture, no sideways scrolling.</summary>
public sealed partial class BrowserTests
{
    // Runs inside the report, in a frame of the wanted width: a window cannot be as narrow as a phone.
    private const string Measure = """
        <script>
        addEventListener('load', () => {
          const all = selector => [...document.querySelectorAll(selector)];
          const box = element => element.getBoundingClientRect();
          const inBox = element => element.closest('.scroll, pre, .glyphs, caption');
          parent.postMessage(JSON.stringify({
            width: innerWidth,
            scrollWidth: document.documentElement.scrollWidth,
            tooWide: all('body *').filter(e => !inBox(e) && box(e).width > 0 && (box(e).right > innerWidth + 0.5 || box(e).left < -0.5)).map(e => e.tagName + '.' + e.className + '#' + e.id),
            boxesTooWide: all('.scroll, pre').filter(e => box(e).right > innerWidth + 0.5).length,
            pictures: all('figure svg').length,
            emptyPictures: all('figure svg').filter(e => box(e).width < 200 || box(e).height < 100 || !e.querySelector('path, use')).map(e => e.parentElement.id),
            lostLetters: all('use').filter(e => { const b = e.getBBox(); return b.width === 0 && b.height === 0; }).length,
            letters: all('use').length,
            colourless: all('figure svg [fill^=var]').filter(e => getComputedStyle(e).fill === 'rgb(0, 0, 0)').length,
            resources: performance.getEntriesByType('resource').map(e => e.name),
            ground: getComputedStyle(document.body).backgroundColor,
            tooSmall: all('p, li, td, th, dd, dt').filter(e => e.offsetParent && parseFloat(getComputedStyle(e).fontSize) < 11).length,
            quirks: document.compatMode
          }), '*');
        });
        </script>
        """;

    [ChromiumFact]
    public void It_opens_without_error_on_a_phone_and_on_a_desk() => Check(dark: false, "rgb(255, 255, 255)");

    [ChromiumFact]
    public void It_is_dark_where_the_reader_prefers_that() => Check(dark: true, "rgb(20, 24, 30)");

    private static void Check(bool dark, string ground)
    {
        var folder = Directory.CreateTempSubdirectory("simulator-browser-").FullName;
        try
        {
            var html = Reports.Html(Reports.Full);
            File.WriteAllText(Path.Combine(folder, "report.html"), html.Replace("</body>", Measure + "</body>", StringComparison.Ordinal));
            var page = Path.Combine(folder, "frames.html");
            File.WriteAllText(page, """
                <!DOCTYPE html><html><head><title>frames</title></head><body>
                <iframe src="report.html" width="390" height="844"></iframe><iframe src="report.html" width="1280" height="900"></iframe>
                <script>
                const seen = [];
                addEventListener('message', event => { seen.push(JSON.parse(event.data)); document.body.setAttribute('data-seen', btoa(JSON.stringify(seen))); });
                </script></body></html>
                """);
            var (document, log) = Chromium.Open(page, Path.Combine(folder, "profile"), dark);
            Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
            var encoded = Seen().Match(document);
            Assert.True(encoded.Success, $"The page did not come to its end.\n{document}\n{log}");
            using var seen = JsonDocument.Parse(Convert.FromBase64String(encoded.Groups[1].Value));
            Assert.Equal([390, 1280], seen.RootElement.EnumerateArray().Select(frame => frame.GetProperty("width").GetInt32()).Order());
            Assert.All(seen.RootElement.EnumerateArray(), frame => Check(frame, ground));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Check(JsonElement frame, string ground)
    {
        Assert.Equal("CSS1Compat", frame.GetProperty("quirks").GetString());
        Assert.InRange(frame.GetProperty("scrollWidth").GetInt32(), 1, frame.GetProperty("width").GetInt32());
        foreach (var list in new[] { "tooWide", "emptyPictures", "resources" })
        {
            Assert.Empty(frame.GetProperty(list).EnumerateArray().Select(item => item.GetString()));
        }

        foreach (var count in new[] { "boxesTooWide", "lostLetters", "colourless", "tooSmall" })
        {
            Assert.True(frame.GetProperty(count).GetInt32() == 0, $"{count}: {frame.GetProperty(count)}");
        }

        Assert.True(frame.GetProperty("pictures").GetInt32() >= 8);
        Assert.True(frame.GetProperty("letters").GetInt32() > 500);
        Assert.Equal(ground, frame.GetProperty("ground").GetString());
    }

    [GeneratedRegex("data-seen=\"([A-Za-z0-9+/=]+)\"")]
    private static partial Regex Seen();
}
