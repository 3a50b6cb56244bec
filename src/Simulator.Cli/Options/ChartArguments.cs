using System.CommandLine;
using Simulator.Charts;
using Simulator.Charts.Style;
using Simulator.Cli.Execution;
using Simulator.Model;

namespace Simulator.Cli.Options;

/// <summary>The options that choose charts and how they are drawn.</summary>
internal sealed class ChartArguments
{
    private const string FullTitle = "full", NoTitle = "none";

    /// <summary>Name of the option that leaves the charts out.</summary>
    public const string None = "--no-plots";

    private readonly Option<bool> _none = new(None) { Description = "Write no charts." };

    private readonly Option<ChartOptions?> _kinds = new("--charts")
    {
        Description = "Charts to write: " + string.Join(", ", ChartKind.All.Select(kind => kind.Name))
            + "; of one output only: histogram:emissions. Default: all.",
        HelpName = "KIND[:OUTPUT],...",
        CustomParser = result => Parsed(result, names => new ChartOptions().With(names, OutputDefinitions.Names)),
    };

    private readonly Option<Theme?> _theme = new("--chart-theme")
    {
        Description = "Colours of the charts. Default: light.",
        HelpName = "light|dark",
        CustomParser = result => Parsed(result, Theme.Parse),
    };

    private readonly Option<int?> _scale = Arguments.Number("--chart-scale", "Pixels of a PNG per pixel of the drawing: 2 for print and fine screens. Default: 1.", "N", 1, 4);
    private readonly Option<int?> _width = Arguments.Number("--chart-width", "Width of the drawing in pixels: 320 is one column of a journal. Default: 1600.", "PX", 320, 8000);
    private readonly Option<int?> _height = Arguments.Number("--chart-height", "Height of the drawing in pixels. Default: chosen to suit the width, 1000 for 1600.", "PX", 200, 8000);

    private readonly Option<string?> _title = new("--chart-title")
    {
        Description = "Whether charts have a title and a summary sentence; use none if a caption replaces them. Default: full.",
        HelpName = "full|none",
        CustomParser = result => Parsed(result, Title),
    };

    private readonly Option<bool> _vectors = new("--chart-svg") { Description = "Write each chart as SVG too." };
    private readonly Option<bool> _pages = new("--chart-pdf") { Description = "Write each chart as PDF too." };

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => [_none, _kinds, .. Drawing];

    /// <summary>The options but for the choice of charts, for commands that have other charts than <c>run</c>.</summary>
    public IReadOnlyList<Option> DrawingOptions => [_none, .. Drawing];

    private Option[] Drawing => [_theme, _scale, _width, _height, _title, _vectors, _pages];

    /// <summary>How charts are drawn, whatever they show; null if none are wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Threads to draw with.</param>
    public StudyCharts? ReadDrawing(ParseResult parsed, int threads) =>
        parsed.GetValue(_none) ? null : new StudyCharts(Read(parsed, new ChartOptions(), threads));

    /// <summary>What the command line asks for; null if no charts are wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Threads to draw with.</param>
    /// <param name="usual">Charts that are drawn where the command line does not choose; null for all.</param>
    public ChartFiles? Read(ParseResult parsed, int threads, IReadOnlyList<ChartKind>? usual = null)
    {
        if (parsed.GetValue(_none))
        {
            return null;
        }

        return new ChartFiles(Read(parsed, parsed.GetValue(_kinds) ?? new ChartOptions { Kinds = usual ?? ChartKind.All }, threads));
    }

    private ChartOptions Read(ParseResult parsed, ChartOptions chosen, int threads)
    {
        var options = chosen with
        {
            Theme = parsed.GetValue(_theme) ?? chosen.Theme,
            Scale = parsed.GetValue(_scale) ?? chosen.Scale,
            Width = parsed.GetValue(_width) ?? chosen.Width,
            HasTitle = parsed.GetValue(_title) is not NoTitle,
            WithSvg = parsed.GetValue(_vectors),
            WithPdf = parsed.GetValue(_pages),
            Threads = threads,
        };
        return parsed.GetValue(_height) is { } height ? options with { Height = height } : options;
    }

    private static string Title(string text) => text is FullTitle or NoTitle
        ? text
        : throw new ArgumentException($"--chart-title: found '{text}'; allowed: {FullTitle} or {NoTitle}.", nameof(text));

    private static T? Parsed<T>(System.CommandLine.Parsing.ArgumentResult result, Func<string, T> parse)
        where T : class
    {
        try
        {
            return parse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "");
        }
        catch (ArgumentException exception)
        {
            result.AddError(exception.Message.Split(" (Parameter", 2)[0]);
            return null;
        }
    }
}
