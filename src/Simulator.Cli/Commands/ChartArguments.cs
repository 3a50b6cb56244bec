using System.CommandLine;
using Simulator.Charts;

namespace Simulator.Cli.Commands;

/// <summary>The options that choose charts and how they are drawn.</summary>
internal sealed class ChartArguments
{
    private readonly Option<bool> _none = new("--no-plots") { Description = "Write no charts." };

    private readonly Option<IReadOnlyList<ChartKind>?> _kinds = new("--charts")
    {
        Description = "Charts to write: " + string.Join(", ", Enum.GetNames<ChartKind>().Select(name => name.ToLowerInvariant())) + ". Default: all.",
        HelpName = "KIND,...",
        CustomParser = result => Parsed(result, ChartOptions.ParseKinds),
    };

    private readonly Option<Theme?> _theme = new("--chart-theme")
    {
        Description = "Colours of the charts. Default: light.",
        HelpName = "light|dark",
        CustomParser = result => Parsed(result, Theme.Parse),
    };

    private readonly Option<int?> _scale = Arguments.Number("--chart-scale", "Pixels of a PNG per pixel of the drawing: 2 for print and fine screens. Default: 1.", "N", 1, 4);
    private readonly Option<int?> _width = Arguments.Number("--chart-width", "Width of the drawing in pixels. Default: 1600.", "PX", 640, 8000);
    private readonly Option<int?> _height = Arguments.Number("--chart-height", "Height of the drawing in pixels. Default: 1000.", "PX", 400, 8000);
    private readonly Option<bool> _vectors = new("--chart-svg") { Description = "Write each chart as SVG too." };

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => [_none, _kinds, _theme, _scale, _width, _height, _vectors];

    /// <summary>The options but for the choice of charts, for commands that have other charts than <c>run</c>.</summary>
    public IReadOnlyList<Option> DrawingOptions => [_none, _theme, _scale, _width, _height, _vectors];

    /// <summary>How charts are drawn, whatever they show; null if none are wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Threads to draw with.</param>
    public StudyCharts? ReadDrawing(ParseResult parsed, int threads) =>
        parsed.GetValue(_none) ? null : new StudyCharts(Drawing(parsed, threads), parsed.GetValue(_vectors));

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

        return new ChartFiles(
            Drawing(parsed, threads) with { Kinds = parsed.GetValue(_kinds) ?? usual ?? ChartOptions.AllKinds }, parsed.GetValue(_vectors));
    }

    private ChartOptions Drawing(ParseResult parsed, int threads)
    {
        var defaults = new ChartOptions();
        return new ChartOptions
        {
            Theme = parsed.GetValue(_theme) ?? Theme.Light,
            Scale = parsed.GetValue(_scale) ?? defaults.Scale,
            Width = parsed.GetValue(_width) ?? defaults.Width,
            Height = parsed.GetValue(_height) ?? defaults.Height,
            Threads = threads,
        };
    }

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
