using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.Plottables;
using Simulator.Charts;
using Simulator.Charts.Axes;
using Simulator.Charts.Kinds;
using Simulator.Charts.Drawing;
using Simulator.Charts.Sheets;
using Simulator.Charts.Style;
using Simulator.Results;

namespace Simulator.Tests.Charts;

/// <summary>Faults of a chart: lines through words, words cut off, bars that cannot be compared.</summary>
public sealed partial class LayoutTests
{
    /// <summary>The smallest text that reads well in print is about six points; 320 pixels are 240 points.</summary>
    private const double SmallestText = 6 / 0.75;

    private static readonly SimulationResult Training = SyntheticResults.Training();

    [Theory]
    [InlineData(1600)]
    [InlineData(700)]
    [InlineData(320)]
    public void No_line_crosses_a_label_of_a_histogram(int width)
    {
        var random = new Random(5);
        var view = new OutputView(Training.Outputs[3]);
        for (var i = 0; i < 60; i++)
        {
            // From limits far below the axis to far above it, one to five of them, some the same as the median.
            double[] limits = [.. Enumerable.Range(0, 1 + (i % 5)).Select(_ => random.Next(6) == 0 ? view.Output.Median : view.Output.Median * (0.4 + (1.4 * random.NextDouble())))];
            CheckLines(new Histogram(view, "", Training.Run, Limits(limits)), width);
        }
    }

    [Fact]
    public void No_line_crosses_a_label_where_an_output_takes_few_values()
    {
        var view = new OutputView(SyntheticResults.TwoValued());
        for (var limit = 700.0; limit < 2300; limit += 19)
        {
            CheckLines(new Histogram(view, "", Training.Run, Limits(limit, limit + 40)), 1600);
        }
    }

    [Theory]
    [InlineData(1600)]
    [InlineData(700)]
    [InlineData(320)]
    public void No_curve_runs_through_a_label(int width)
    {
        var random = new Random(6);
        for (var i = 0; i < 60; i++)
        {
            var spread = Math.Exp(0.02 + (1.2 * random.NextDouble()));
            var output = SyntheticResults.Output("energy", "Energy", "MWh", "", [.. Enumerable.Range(0, 2000).Select(_ => 500 * Math.Pow(spread, SyntheticResults.Normal(random)))]);

            // Crowded around the median, whose label then leaves no place beside the curve, or around the end.
            var counts = new Counts(output.Bins, 1);
            double[] limits = [.. Enumerable.Range(0, i % 6).Select(number => counts.Quantile(i % 2 == 0 ? 0.47 + (0.015 * number) : 0.9 + (0.015 * number)))];
            CheckLines(new Exceedance(new OutputView(output), "", Training.Run, Limits(limits)), width);
        }
    }

    [Fact]
    public void Zero_does_not_cross_the_figures_of_an_interval()
    {
        // The line lies below the ground of the figures: what is drawn later hides it.
        foreach (var shift in Enumerable.Range(-12, 25))
        {
            var difference = SyntheticResults.Difference(withBins: false);
            var (low, high) = (difference.Interval.Low - (100 * shift), difference.Interval.High - (100 * shift));
            var svg = ChartTests.Drawn(new Difference(difference with { Median = difference.Median - (100 * shift), Interval = new CentralInterval(0.9, low, high) })).ToSvg();
            var figures = svg.IndexOf("aria-label=\"median", StringComparison.Ordinal);
            Assert.True(figures > 0);
            Assert.DoesNotContain("<line", svg[figures..], StringComparison.Ordinal);
            Assert.DoesNotContain($"stroke=\"{Theme.Light.Ink.Html()}\"", svg[figures..], StringComparison.Ordinal);
        }
    }

    // One to many components: with names of any length, with equal shares, without energy or without cost.
    [Theory]
    [InlineData(1600, 1)]
    [InlineData(1600, 2)]
    [InlineData(1600, 3)]
    [InlineData(1600, 9)]
    [InlineData(1600, 25)]
    [InlineData(700, 2)]
    [InlineData(700, 8)]
    [InlineData(320, 2)]
    [InlineData(320, 4)]
    public void Names_of_components_stand_on_no_line_and_on_no_other_text(int width, int count)
    {
        var random = new Random(12);
        for (var i = 0; i < 25; i++)
        {
            var components = Enumerable.Range(0, count).Select(number => new ComponentMeans(
                i % 3 == 0 ? $"part {number} of a server with quite a long name, as people give them" : $"part {number}",
                number > 0 && random.Next(4) == 0 ? 0 : i % 5 == 0 ? 10 : Math.Exp(2 * SyntheticResults.Normal(random)), number > 0 && random.Next(4) == 0 ? 0 : i % 4 == 0 ? 10 : Math.Exp(2 * SyntheticResults.Normal(random))));
            var chart = new Quadrants(Training with { Components = [.. components] });
            CheckLines(chart, width);
            var texts = Composer.Texts(ChartTests.Drawn(chart, width)).Texts;
            for (var text = 0; text < texts.Count; text++)
            {
                Assert.DoesNotContain(texts.Take(text), other => other.Box.Overlap(texts[text].Box) > 0);
            }

            // Of nine long names, whose points may all lie in one place, one may be left out.
            var missing = Enumerable.Range(0, count).Count(number => !texts.Any(text => text.Run.Text.StartsWith($"part {number}", StringComparison.Ordinal) && text.Box.Top > 150));
            Assert.True(width < 1600 || count > 9 || missing <= count / 9, $"{missing} names of {count} are missing");
            Assert.DoesNotContain(texts, text => text.Run.Text is "120%" or "110%");
        }
    }

    // Where there is room only beyond the line, a leader shows to which side the point belongs.
    [Theory]
    [InlineData(92, 50, true)]
    [InlineData(108, 50, true)]
    [InlineData(100, 44, false)]
    [InlineData(100, 56, false)]
    public void A_name_beyond_a_dividing_line_has_a_leader(float x, float y, bool isUpright)
    {
        var line = isUpright ? Rectangles.Of(98, 0, 102, 100) : Rectangles.Of(0, 48, 200, 52);
        var ownSide = isUpright ? (x < 100 ? Rectangles.Of(0, 0, x - 6, 100) : Rectangles.Of(x + 6, 0, 200, 100)) : y < 50 ? Rectangles.Of(0, 0, 200, y - 3) : Rectangles.Of(0, y + 3, 200, 100);
        var label = PointLabels.Place([new Pixel(x, y)], [["name"]], _ => 20, 8, 5, Rectangles.Of(0, 0, 200, 100), [ownSide], [line])[0];
        Assert.NotNull(label!.Leader);
        Assert.Null(PointLabels.Place([new Pixel(x, y)], [["name"]], _ => 20, 8, 5, Rectangles.Of(0, 0, 200, 100), [], [line])[0]!.Leader);
    }

    [Fact]
    public void Bars_of_all_columns_of_a_breakdown_have_one_scale()
    {
        // The shares come from the result, the lengths from the axes: a column on a scale of its own breaks their ratio.
        var result = Emitting();
        var components = result.Components.OrderByDescending(component => component.Energy).ToList();
        double[][] columns =
        [
            [.. components.Select(component => component.Energy)], [.. components.Select(component => component.Emissions)], [.. components.Select(component => component.Cost)],
            [.. result.Phases.Select(phase => phase.Energy)], [.. result.Phases.Select(phase => phase.Emissions)], [.. result.Phases.Select(phase => phase.Cost)],
        ];
        var plots = ChartTests.Drawn(new Breakdown(result, isPanel: false)).Plots.SelectMany(placed => placed.Plot.GetPlottables<BarPlot>().Select(bars => (placed.Plot, Bars: bars))).ToList();
        Assert.Equal(columns.Length, plots.Count);
        var scales = new List<double>();
        foreach (var ((plot, bars), values) in plots.Zip(columns))
        {
            var perPixel = plot.Axes.Bottom.Range.Span / plot.LastRender.DataRect.Width;
            scales.AddRange(bars.Bars.Select(bar => (bar.Value - bar.ValueBase) / perPixel / (values[(int)bar.Position] / values.Sum())));
        }

        Assert.True(scales.Count > 30);
        Assert.True(columns.Select(values => values.Max() / values.Sum()).Distinct().Count() > 3, "all columns would have one scale anyway");
        Assert.All(scales, scale => Assert.Equal(scales[0], scale, 0.01 * scales[0]));
    }

    [Fact]
    public void A_breakdown_has_a_column_for_emissions_where_they_are_known()
    {
        var words = Words(new Breakdown(Emitting(), isPanel: false));
        Assert.Equal(2, words.Count(word => word == "emissions"));
        Assert.Equal(1, Words(new Breakdown(Training, isPanel: false)).Count(word => word == "emissions"));
        Assert.Contains(Words(new Breakdown(Emitting(), isPanel: true)), word => word == "emissions");
    }

    // Costs by component of a total that is negative, that is negative with one bill to pay, and that cancels.
    [Theory]
    [InlineData(-203, -60, -37, "67.7% of the cost", "67.7%")]
    [InlineData(-389, -116, 75.8, null, "75.8")]
    [InlineData(100, -60, -40, null, "−60.0")]
    public void Negative_costs_have_shares_only_where_nothing_offsets_them(double first, double second, double third, string? sentence, string word)
    {
        double[] costs = [first, second, third];
        var result = Training with { Components = [.. costs.Select((cost, i) => new ComponentMeans($"part {i}", 10 - i, cost))] };
        var chart = new Breakdown(result, isPanel: false);
        Assert.Contains("cost", chart.Title);
        Assert.Equal(sentence is not null, chart.Sentence.Contains(sentence ?? "of the cost", StringComparison.Ordinal));
        Assert.Contains(word, Words(chart));
    }

    [Fact]
    public void A_constant_output_is_drawn_only_on_request()
    {
        var options = new ChartOptions { Width = 400, Height = 250, Kinds = [ChartKind.Histogram, ChartKind.Exceedance] };
        Assert.DoesNotContain(ChartSet.Plots(Training, options), chart => chart.Name == "histogram-peak_power");
        var constant = SyntheticResults.Result("r", SyntheticResults.Constant(3), SyntheticResults.Constant(0, "cost", "Cost", "USD"));
        Assert.Empty(ChartSet.Plots(constant, options));
        var asked = options.With("histogram:peak_power", ["peak_power", "energy"]);
        Assert.Equal(["histogram-peak_power"], ChartSet.Plots(Training, asked).Select(chart => chart.Name));
    }

    [Fact]
    public void Charts_of_single_outputs_are_chosen_by_name()
    {
        string[] outputs = [.. Training.Outputs.Select(output => output.Name)];
        var options = new ChartOptions { Width = 400, Height = 250 };
        string[] Drawn(string names) => [.. ChartSet.Plots(Training, options.With(names, outputs)).Select(chart => chart.Name)];
        Assert.Equal(["histogram-water"], Drawn("histogram:water"));
        Assert.Equal(["histogram-energy", "histogram-water", "exceedance-water", "overview"], Drawn("histogram:water, overview, exceedance:water, Histogram:energy"));
        Assert.Equal(4, Drawn("histogram,histogram:water").Length);
        Assert.Contains("did you mean emissions?", Assert.Throws<ArgumentException>(() => options.With("histogram:emision", outputs)).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean histogram?", Assert.Throws<ArgumentException>(() => options.With("histgram:water", outputs)).Message, StringComparison.Ordinal);
        Assert.Contains("write overview", Assert.Throws<ArgumentException>(() => options.With("overview:water", outputs)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grid.carbon_intensity", "grid carbon intensity")]
    [InlineData("facility.pue", "facility PUE")]
    [InlineData("training.pre-training.idle_share", "pre-training idle share")]
    [InlineData("hardware.components.cpu.power", "CPU power")]
    [InlineData("costs.lines.licences of newspapers.amount", "licences of newspapers amount")]
    [InlineData("costs.contingency", "costs contingency")]
    [InlineData("serving.input_mfu", "serving input MFU")]
    [InlineData("factor of hardware.tdp", "factor of hardware TDP")]
    [InlineData("training", "training")]
    public void Inputs_are_called_by_their_words(string path, string words) => Assert.Equal(words, InputName.Of(path));

    [Theory]
    [InlineData("grid.location = sweden", "grid location = sweden")]
    [InlineData("hardware.tdp × 1/3, training.context extension.utilization = 0.5", "hardware TDP × 1/3, context extension utilization = 0.5")]
    [InlineData("Llama 3.1 405B", "Llama 3.1 405B")]
    [InlineData("v1.2 of x = y", "v1.2 of x = y")]
    public void Variations_are_called_by_the_words_of_what_was_changed(string scenario, string words)
    {
        Assert.Equal(words, InputName.InVariation(scenario));
        var rows = SyntheticResults.Comparison() with { Rows = [new(scenario, 1, 2, 3), new("b", 2, 3, 4)] };

        // Beside its bar a long name takes two lines; its words stay.
        Assert.All((IChart[])[new Comparison(rows), new ResourceBars([rows], "")], chart =>
            Assert.Contains(Words(chart), word => word.StartsWith(words[..Math.Min(words.Length, 13)], StringComparison.Ordinal)));
        Assert.StartsWith($"Emissions: {words} minus", new Difference(SyntheticResults.Difference() with { A = scenario }).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void No_chart_of_a_sweep_shows_a_path()
    {
        var sweep = new SweepData("r", "Emissions", "t", 0.9, "grid.carbon_intensity", "g/kWh", [new(1, 1, 2, 3), new(2, 2, 3, 4)]);
        var map = new HeatMapData("r", "Emissions", "t", "grid.location", ["a", "b"], "facility.water_price", ["1", "2"], [1, 2, 3, 4]);
        var rows = SyntheticResults.Comparison() with { By = "grid.location" };
        Assert.All((IChart[])[new SweepLine(sweep), new HeatMap(map), new Comparison(rows)], chart =>
            Assert.DoesNotContain(Words(chart), word => word.Contains("grid.", StringComparison.Ordinal) || word.Contains('_', StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_is_shortened_where_there_is_room()
    {
        var difference = SyntheticResults.Difference() with { A = "A", B = "a scenario whose name takes more than a third of the width of the plot" };
        var map = new HeatMapData("r", "Emissions", "t", "hardware.fleet_utilization", ["a"], "grid.electricity_price", ["1", "2"], [1, 2]);
        IChart[] charts =
        [
            new Difference(difference), new HeatMap(map), new Breakdown(Emitting(), isPanel: false),
            new Comparison(SyntheticResults.Comparison() with { Context = "a scenario with a name that has no room beside a title of this length, as may be", By = "hardware.fleet_utilization" }),
        ];
        Assert.All(charts, chart => Assert.DoesNotContain(Words(chart), word => word.Contains('…', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(400)]
    [InlineData(640)]
    public void Every_chart_can_be_read_in_the_column_of_a_journal(int width)
    {
        var (result, view, limit) = (Emitting(), new OutputView(Training.Outputs[3]), Training.Outputs[3].Quantile(0.9));
        IChart[] charts =
        [
            new Histogram(view, "Llama 3.1 405B", result.Run, Limits(limit)), new Exceedance(view, "Llama 3.1 405B", result.Run, Limits(limit)), new Breakdown(result, isPanel: false),
            new Convergence(view, SyntheticResults.Trace(view.Output).Points, "Llama 3.1 405B", result.Run), new Overview(result, [view, view, view], []),
            new Comparison(SyntheticResults.Comparison()), new Difference(SyntheticResults.Difference()), new Difference(SyntheticResults.Difference() with { A = "Llama 3.1 405B", B = "grid.location = sweden" }), new Difference(SyntheticResults.Difference(withBins: false)),
            new ResourceBars([SyntheticResults.Comparison(), SyntheticResults.Comparison() with { Label = "Electricity cost", Unit = "USD" }], "what is inside"),
            new Histogram(new OutputView(SyntheticResults.TwoValued()), "", result.Run, []), new Histogram(new OutputView(SyntheticResults.EightDecades()), "", result.Run, []),
        ];
        foreach (var chart in charts)
        {
            ChartTests.Check(chart, width);
            var texts = Composer.Texts(ChartTests.Drawn(chart, width)).Texts;
            var smallest = texts.Min(text => text.Run.Style.Size);
            Assert.True(chart is Overview or ResourceBars ? smallest > 0.7 * SmallestText : smallest >= SmallestText, $"{chart.Title}: {smallest}");
            var cut = texts.Select(text => text.Run.Text).FirstOrDefault(text => text.Contains('…', StringComparison.Ordinal));
            Assert.True(cut is null, $"{chart.Title}: {cut}");
        }
    }

    [Fact]
    public void A_picture_without_title_leaves_its_room_to_the_plot()
    {
        var options = new ChartOptions { Kinds = [ChartKind.Histogram] };
        var (with, without) = (ChartSet.Plots(Training, options)[0], ChartSet.Plots(Training, options with { HasTitle = false })[0]);
        var words = Composer.Texts(without).Texts.Select(text => text.Run.Text).ToList();
        Assert.DoesNotContain(with.Title, words);
        Assert.DoesNotContain(with.Sentence, words);
        Assert.Contains(Composer.Texts(with).Texts, text => text.Run.Text == with.Sentence);
        Assert.Contains(words, word => word.Contains("samples", StringComparison.Ordinal));
        Assert.True(without.Plot.LastRender.DataRect.Height > with.Plot.LastRender.DataRect.Height + 80);
    }

    internal static SimulationResult Emitting() => Training with
    {
        Components = [.. Training.Components.Select((component, i) => component with { Emissions = 700 - (60 * i) })],
    };

    private static List<string> Words(IChart chart) => [.. Composer.Texts(ChartTests.Drawn(chart)).Texts.Select(text => text.Run.Text)];

    private static ChartLimit[] Limits(params double[] values) => [.. values.Select(value => new ChartLimit("", value))];

    /// <summary>No line in the colours of marks and curves runs through a text: read from the SVG, where both stand in pixels.</summary>
    private static void CheckLines(IChart chart, int width)
    {
        var drawn = ChartTests.Drawn(chart, width);
        var texts = Composer.Texts(drawn).Texts;
        string[] colors = [Theme.Light.Ink.Html(), Theme.Light.Alarm.Html(), Theme.Light.Muted.Html(), Theme.Light.Blue.Html(), Theme.Light.Green.Html()];
        var lines = Line().Matches(drawn.ToSvg()).Where(match => colors.Contains(match.Groups["color"].Value)).SelectMany(Segments).ToList();
        Assert.True(lines.Count > 3, "no lines were found");

        // The short lines down from labels to marks, above the plot: none crosses another.
        var leaders = lines.Where(line => line.To.Y - line.From.Y is > 0 and < 20 && line.To.Y < drawn.Plot.LastRender.DataRect.Top).ToList();
        for (var i = 0; chart is Histogram && i < leaders.Count; i++)
        {
            Assert.DoesNotContain(leaders.Take(i), other => Math.Sign(other.From.X - leaders[i].From.X) * Math.Sign(other.To.X - leaders[i].To.X) < 0);
        }
        foreach (var text in texts)
        {
            var crossing = lines.FindIndex(line => Crosses(line.From, line.To, text.Box));
            Assert.True(crossing < 0, crossing < 0 ? "" : $"{chart.Title} at {width}: a line from {lines[crossing].From} to {lines[crossing].To} crosses '{text.Run.Text}' at {text.Box}");
        }
    }

    private static IEnumerable<(Pixel From, Pixel To)> Segments(Match path)
    {
        var previous = Pixel.NaN;
        foreach (Match step in Step().Matches(path.Groups["data"].Value))
        {
            var at = new Pixel(Number(step.Groups["x"].Value), Number(step.Groups["y"].Value));
            if (step.Groups["verb"].Value == "L")
            {
                yield return (previous, at);
            }

            previous = at;
        }
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Whether a segment has a point inside a box: the part of it between the box's sides, by Liang and Barsky (1984).</summary>
    private static bool Crosses(Pixel from, Pixel to, PixelRect box)
    {
        var (begin, end) = (0.0, 1.0);
        foreach (var (start, step, low, high) in new[] { (from.X, to.X - from.X, box.Left, box.Right), (from.Y, to.Y - from.Y, box.Top, box.Bottom) })
        {
            if (step == 0)
            {
                if (start <= low || start >= high)
                {
                    return false;
                }

                continue;
            }

            var (a, b) = ((low - start) / (double)step, (high - start) / (double)step);
            (begin, end) = (Math.Max(begin, Math.Min(a, b)), Math.Min(end, Math.Max(a, b)));
        }

        return begin < end;
    }

    [GeneratedRegex("<path [^>]*stroke=\"(?<color>#[0-9a-f]{6})\"[^>]* d=\"(?<data>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Line();

    [GeneratedRegex("(?<verb>[ML])(?<x>[-0-9.]+) (?<y>[-0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Step();
}
