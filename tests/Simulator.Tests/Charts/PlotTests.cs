using System.Diagnostics;
using System.Xml.Linq;
using ScottPlot;
using ScottPlot.Plottables;
using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Charts.Drawing;
using Simulator.Charts.Sheets;
using Simulator.Results;
using Simulator.Tests.Cli;

namespace Simulator.Tests.Charts;

/// <summary>The plots that users of the library get, and pictures on machines without fonts.</summary>
public sealed class PlotTests
{
    private static readonly SimulationResult Training = SyntheticResults.Training();
    private static readonly ChartOptions Histogram = new ChartOptions { Width = 800 }.With("histogram:emissions", ["emissions"]);

    [Fact]
    public void A_plot_can_be_restyled_before_it_is_written()
    {
        var usual = Single().ToPng();
        Assert.Equal(usual, Single().ToPng());
        var chart = Single();
        chart.Plot.GetPlottables<BarPlot>().Single().Color = Colors.Magenta;
        chart.Plot.FigureBackground.Color = Colors.Beige;
        chart.Plots[0].Heading.Title = "Our own title";
        var png = new PngReader(chart.ToPng());
        Assert.Equal((Colors.Beige.R, Colors.Beige.G, Colors.Beige.B), png.At(0, 0));
        Assert.Contains(Pixels(png, new PixelRect(0, 800, 500, 0)), pixel => pixel == (255, 0, 255));
        Assert.Contains(Composer.Texts(chart).Texts, text => text.Run.Text == "Our own title");
        Assert.Contains("aria-label=\"Our own title\"", chart.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(800, 500)]
    [InlineData(1100, 700)]
    public void ScottPlot_itself_saves_it_in_any_size(int width, int height)
    {
        var chart = Single();
        var png = new PngReader(WithoutAlpha(chart.Plot.GetImage(width, height)));
        Assert.Equal((width, height), (png.Width, png.Height));
        Assert.True(HasInk(png, new PixelRect(20, 200, 50, 15)), "no title");

        // The axis reaches to the right end of the picture, whatever its width.
        Assert.True(HasInk(png, Rectangles.Of(width - 60, height / 2.0, width - 28, height - 40)), "no axis");
    }

    [Fact]
    public void Every_sheet_gives_its_plots()
    {
        var overview = ChartSet.Plots(Training, new ChartOptions { Kinds = [ChartKind.Overview] }).Single();
        Assert.Equal(3, overview.Plots.Count(placed => placed.Plot.GetPlottables<BarPlot>().Any() && placed.Heading.Title.Length > 0));
        var panels = ChartSet.Plot([SyntheticResults.Comparison(), SyntheticResults.Comparison()], "", "resources", new ChartOptions());
        Assert.Equal(1 + 2, panels.Plots.Count);
        Assert.Equal("heatmap", ChartSet.Plot(new HeatMapData("", "E", "t", "a", ["1"], "b", ["2", "3"], [1, 2]), "heatmap", new ChartOptions()).Name);
        Assert.Single(ChartSet.Plot(SyntheticResults.Difference(), "d", new ChartOptions()).Plots);
        Assert.Single(ChartSet.Plot(SyntheticResults.Comparison(), "c", new ChartOptions()).Plots);
    }

    [Fact]
    public void Text_that_somebody_adds_is_visible_without_installed_fonts()
    {
        var chart = Single();
        Assert.Equal("Inter", Fonts.Default);
        var text = chart.Plot.Add.Text("added", chart.Plot.Axes.GetLimits().HorizontalCenter, chart.Plot.Axes.GetLimits().Top * 0.9);
        text.LabelFontColor = Colors.Magenta;
        Assert.Equal("Inter", text.LabelFontName);
        Assert.Contains(Pixels(new PngReader(chart.ToPng()), new PixelRect(0, 800, 500, 0)), pixel => pixel is { R: > 200, B: > 200, G: < 60 });
    }

    [Fact]
    public void What_somebody_adds_stays_whole_in_an_svg()
    {
        var chart = Single();
        var limits = chart.Plot.Axes.GetLimits();
        var text = chart.Plot.Add.Text("added by hand", limits.HorizontalCenter, limits.Top / 2);
        text.LabelFontName = "Inter";
        chart.Plot.Add.Heatmap(new double[,] { { 1, 2 }, { 3, 4 } }).Rectangle = new CoordinateRect(limits.Left, limits.HorizontalCenter, 0, limits.Top / 2);
        var svg = XDocument.Parse(chart.ToSvg()).Root!;
        XNamespace link = "http://www.w3.org/1999/xlink";
        var defined = svg.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>().ToList();
        Assert.Equal(defined.Count, defined.Distinct().Count());
        var used = svg.Descendants().SelectMany(element => element.Attributes()).Select(attribute => attribute.Value)
            .Where(value => value.StartsWith('#') && value.Length is > 1 and not 7 || value.StartsWith("url(#", StringComparison.Ordinal))
            .Select(value => value.StartsWith('#') ? value[1..] : value[5..^1]).ToList();
        Assert.All(used, id => Assert.Contains(id, defined));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value.Contains("added", StringComparison.Ordinal));
        Assert.Contains(svg.Descendants(), element => ((string?)element.Attribute(link + "href"))?.StartsWith("data:image/", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_machine_without_fonts_draws_the_same_picture()
    {
        using var line = new CommandLineRun();
        var fonts = Directory.CreateDirectory(Path.Combine(line.Folder, "no-fonts")).FullName;
        var configuration = Path.Combine(fonts, "fonts.conf");
        File.WriteAllText(configuration, $"<?xml version=\"1.0\"?><fontconfig><dir>{fonts}</dir></fontconfig>");
        var scenario = Path.GetFullPath(Path.Combine(Source(), "..", "..", "..", "scenarios", "gpt-3.yaml"));
        byte[] Drawn(string name, bool hasFonts)
        {
            var output = Path.Combine(line.Folder, name);
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[typeof(Simulator.Cli.Program).Assembly.Location, "run", scenario, "--samples", "1024", "--charts", "histogram:energy", "--chart-width", "800", "--out", output])
            {
                start.ArgumentList.Add(argument);
            }

            foreach (var variable in hasFonts ? (string[])[] : ["FONTCONFIG_PATH", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"])
            {
                start.Environment[variable] = fonts;
            }

            if (!hasFonts)
            {
                start.Environment["FONTCONFIG_FILE"] = configuration;
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return File.ReadAllBytes(Path.Combine(output, "histogram-energy.png"));
        }

        var png = Drawn("without", hasFonts: false);
        var picture = new PngReader(png);
        Assert.True(HasInk(picture, new PixelRect(20, 140, 50, 15)), "the title cannot be seen");
        Assert.True(HasInk(picture, new PixelRect(40, 780, 450, 425)), "the figures of the axis cannot be seen");
        Assert.Equal(Drawn("with", hasFonts: true), png);
    }

    private static Chart Single() => ChartSet.Plots(Training, Histogram).Single();

    private static bool HasInk(PngReader png, PixelRect box) => Pixels(png, box).Count(pixel => pixel.R + pixel.G + pixel.B < 600) > 25;

    private static IEnumerable<(byte R, byte G, byte B)> Pixels(PngReader png, PixelRect box)
    {
        for (var y = (int)box.Top; y < box.Bottom; y++)
        {
            for (var x = (int)box.Left; x < box.Right; x++)
            {
                yield return png.At(x, y);
            }
        }
    }

    // The reader takes pictures without opacity, as ours are.
    private static byte[] WithoutAlpha(Image image)
    {
        using var bitmap = SkiaSharp.SKBitmap.Decode(image.GetImageBytes());
        using var opaque = new SkiaSharp.SKBitmap(bitmap.Width, bitmap.Height, SkiaSharp.SKColorType.Rgba8888, SkiaSharp.SKAlphaType.Opaque);
        using var canvas = new SkiaSharp.SKCanvas(opaque);
        canvas.DrawBitmap(bitmap, 0, 0);
        canvas.Flush();
        return PngEncoder.Encode(opaque.GetPixelSpan(), opaque.Width, opaque.Height, opaque.RowBytes, 96);
    }

    private static string Source([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
