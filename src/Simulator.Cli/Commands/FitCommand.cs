using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Simulator.Charts;
using Simulator.Charts.Kinds;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Cli.Output;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;
using Simulator.Scenarios.Quantities.Columns;
using Simulator.Scenarios.Quantities.Dimensions;
using Simulator.Scenarios.Text;
using Simulator.Studies.Fitting;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator fit</c>: the distributions of the scenario format fitted to a column of data.</summary>
internal static class FitCommand
{
    public static readonly string[] Examples =
    [
        "simulator fit prices.csv --column usd_per_mwh",
        "simulator fit prices.csv --column price --unit USD/MWh --out results/prices",
        "simulator fit - --column pue --format json < pue.csv",
    ];

    /// <summary>Dots of the chart: more would merge into a line.</summary>
    private const int MostDots = 80;

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "CSV file with a header; - for standard input." };
        var column = new Option<string?>("--column") { Description = "Column of the data. Default: the only one.", HelpName = "NAME" };
        var unit = new Option<string?>("--unit") { Description = "Unit of the data, where neither cells nor the name of the column state it, e.g. USD/MWh or %.", HelpName = "UNIT" };
        var folder = new Option<string?>("--out", "-o") { Description = "Folder for fit.json, fit.csv and a chart of quantiles as PNG and SVG. Default: nothing is written.", HelpName = "DIR" };
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var command = new Command("fit", "Fits distributions to a column of data by greatest likelihood, ranks them by AIC and BIC and prints them as a scenario states them.")
        {
            file, column, unit, folder, format,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var target = parsed.GetValue(folder);
            if (target is not null && OutputFolders.Refusal(target) is { } refusal)
            {
                throw new ExplainedException($"Results cannot be written to '{target}': {refusal}", ExitCode.Failed);
            }

            var (data, fit, hash) = Fit(session, path, parsed.GetValue(column), parsed.GetValue(unit));
            var report = new FitReport(fit, Shown(path), data.Name, data.Unit, data.Remark);
            Print(session, report, parsed.GetValue(format)!);
            if (target is not null)
            {
                Write(session, report, fit, data, target, new OwnedScenario(data.Name, path == "-" ? Shown(path) : Path.GetFullPath(path), hash));
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static (DataColumn Data, DistributionFit Fit, string Hash) Fit(Session session, string path, string? column, string? unit)
    {
        try
        {
            var files = new RecordedFiles();
            SourceFiles source = path == "-" ? new HeldFiles([new(Shown(path), Encoding.UTF8.GetBytes(session.ReadInput(SourceFiles.LargestFile)))]) : files;
            if (!source.Exists(Shown(path)))
            {
                throw new ExplainedException($"{path}: there is no such file; allowed: a CSV file with a header.", ExitCode.Wrong);
            }

            var data = DataColumn.Read(Shown(path), column, unit, source);
            using var bytes = source.Open(Shown(path));
            return (data, DistributionFit.Of(data.Values), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (QuantityException exception)
        {
            var hint = exception.Hint is null ? "" : $"{Environment.NewLine}  hint: {exception.Hint}";
            throw new ExplainedException($"{Shown(path)}: found {exception.Found}; allowed: {exception.Allowed}.{hint}", ExitCode.Wrong);
        }
        catch (ArgumentException exception)
        {
            throw new ExplainedException($"{Shown(path)}{(column is null ? "" : $": column {column}")}: found {exception.Message.Split(" (Parameter", 2)[0]}.", ExitCode.Wrong);
        }
    }

    private static string Shown(string path) => path == "-" ? ResultOwner.StandardInputName : path;

    private static void Print(Session session, FitReport report, string format)
    {
        switch (format)
        {
            case "json": report.WriteJson(session.Output); break;
            case "csv": CsvTable.Write(report.Rows(), session.Output); break;
            case "markdown": MarkdownTable.Write(report.ForPeople(), session.Output); break;
            default: TextTable.Write(report.ForPeople(), session.Output, session.Width, session.Styled); break;
        }

        session.Output.Flush();
        foreach (var notice in format == "csv" ? report.Notices : [])
        {
            session.Error.WriteLine(notice);
        }
    }

    private static void Write(Session session, FitReport report, DistributionFit fit, DataColumn data, string target, OwnedScenario owner)
    {
        var drawn = 0;
        var results = new ResultFolder(target, true, new ResultOwner($"fit of {data.Name}", session.CommandLine, [owner]));
        var written = session.Keep(results, "fit.json", into =>
        {
            AtomicFile.WriteText(Path.Combine(into, "fit.json"), report.WriteJson);
            AtomicFile.WriteText(Path.Combine(into, "fit.csv"), writer => CsvTable.Write(report.Rows(), writer));
            drawn = StudyCharts.Write(ChartSet.Draw(Quantiles(fit, data), "quantiles", new ChartOptions { WithSvg = true }), into);
        });
        session.AnnounceFiles(written, ["fit.json", "fit.csv"], drawn);
    }

    private static QuantilePlotData Quantiles(DistributionFit fit, DataColumn data)
    {
        var (rows, n) = (fit.SpreadRows(MostDots), fit.Data.Count);
        return new(data.Name, data.Unit, [.. rows.Select(row => fit.Data.Sorted[row])], n,
            [.. fit.Fits.Take(3).Select(each => new FittedQuantiles(each.Name, [.. rows.Select(row => each.Distribution.Quantile((row + 0.5) / n, (n - row - 0.5) / n))]))]);
    }
}
