using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Reporting.Csv;
using Simulator.Reporting.Documents;
using Simulator.Reporting.Tables;
using Simulator.Scenarios.Reading;
using Simulator.Scenarios.Text;
using Simulator.Studies.Inverse;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator solve</c>: the value of one input that gives an output the wanted median.</summary>
internal static class SolveCommand
{
    public static readonly string[] Examples =
    [
        "simulator solve scenarios/gpt-4o.yaml --output emissions --equals \"7546 t\" --for hardware.overhead",
        "simulator solve my.yaml --output cost --equals \"5M USD\" --for hardware.rental",
        "simulator solve my.yaml --output energy --equals \"20 GWh\" --for facility.pue --format json",
    ];

    /// <summary>Some twenty runs are made; the error of a median is then still some hundredths of a percent.</summary>
    private const long DefaultSamples = 1 << 17;

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "A scenario file; - for standard input." };
        var output = new Option<string>("--output") { Description = "The output that should have a given value, e.g. emissions.", HelpName = "NAME", Required = true };
        var target = new Option<string>("--equals") { Description = "The median that it should have, with its unit, e.g. \"7546 t\".", HelpName = "VALUE", Required = true };
        var input = new Option<string>("--for") { Description = "The input to find, as 'simulator check' names it, e.g. facility.pue.", HelpName = "PATH", Required = true };
        var samples = Arguments.Samples();
        samples.Description = FormattableString.Invariant($"Samples to draw in each run, e.g. 1M, 1e9 or 1_048_576. Default: {DefaultSamples}.");
        var seed = Arguments.Seed();
        var interval = Arguments.Interval();
        var device = Arguments.Device();
        var deviceMemory = Arguments.DeviceMemory();
        var threads = Arguments.Threads();
        var format = Arguments.Format("table", "json", "csv", "markdown");
        var command = new Command("solve", "Finds the value of one input for which an output has a given median, and its interval: 'which PUE would I need?'")
        {
            file, output, target, input, samples, seed, interval, device, deviceMemory, threads, format,
        };
        command.SetAction(parsed =>
        {
            var settings = new RunSettings(
                Samples: parsed.GetValue(samples), Seed: parsed.GetValue(seed), Threads: parsed.GetValue(threads), Interval: parsed.GetValue(interval),
                Device: parsed.GetValue(device), DeviceMemory: parsed.GetValue(deviceMemory));
            try
            {
                var question = InverseQuestion.Parse(parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.GetValue(target)!);
                Print(session, Solve(session, settings, parsed.GetValue(file)!, question), parsed.GetValue(format)!);
                return ExitCode.Fine;
            }
            catch (NoAnswerException exception)
            {
                throw new ExplainedException(exception.Message, ExitCode.Wrong);
            }
        });
        return command;
    }

    private static InverseAnswer Solve(Session session, RunSettings settings, string path, InverseQuestion question)
    {
        var scenario = path == "-" ? ScenarioReader.Read(session.ReadInput(ScenarioText.LargestFile), "<stdin>", session.Files) : ScenarioReader.Read(path, session.Files);
        var options = (settings with { Samples = settings.Samples ?? scenario.Simulation.Samples ?? DefaultSamples }).For(scenario, session);
        return InverseSolver.Solve(question, scenario, options, session.Cancellation);
    }

    private static void Print(Session session, InverseAnswer answer, string format)
    {
        switch (format)
        {
            case "json": InverseReport.WriteJson(answer, session.Output); break;
            case "csv": CsvTable.Write(InverseReport.Table(answer), session.Output); break;
            case "markdown": MarkdownTable.Write(InverseReport.Table(answer), session.Output); break;
            default: TextTable.Write(InverseReport.Table(answer), session.Output, session.Width, session.Styled); break;
        }
    }
}
