using System.CommandLine;
using Simulator.Cli.Console;
using Simulator.Cli.Execution;
using Simulator.Cli.Options;
using Simulator.Planning;
using Simulator.Reporting.Disclosure;
using Simulator.Reporting.Documents;
using Simulator.Scenarios;
using Simulator.Scenarios.Text;
using Simulator.Studies.Disclosure;

namespace Simulator.Cli.Commands;

/// <summary><c>simulator export</c>: results in the forms that others ask for.</summary>
internal static class ExportCommand
{
    public static readonly string[] Examples =
    [
        "simulator export scenarios/llama-3.1-405b.yaml --as huggingface",
        "simulator export my.yaml --as latex --prefix mine --out figures.tex",
        "simulator export my.yaml --as ghg --control leased",
        "simulator export my.yaml --as boamps --task-family \"text generation\" --infrastructure onPremise --out report.json",
    ];

    public static Command Build(Session session)
    {
        var file = new Argument<string>("FILE") { Description = "Scenario file; - for standard input." };
        var form = new FormArguments();
        var samples = Arguments.Samples();
        var seed = Arguments.Seed();
        var sampler = Arguments.Sampler();
        var replicates = Arguments.Replicates();
        var device = Arguments.Device();
        var threads = Arguments.Threads();
        var interval = Arguments.Interval();
        var target = OutputPlace.File("File to write. Default: the form is printed.");
        var force = new Option<bool>("--force") { Description = "Overwrite the file of --out." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress, no list of what is left out; warnings stay." };
        var command = new Command("export", "Runs a scenario and puts its figures into a form that others ask for. What is not known is left out and said.") { file };
        foreach (var option in (Option[])[.. form.Options, samples, seed, sampler, replicates, device, threads, interval, target, force, quiet])
        {
            command.Add(option);
        }

        command.Validators.Add(form.Check);
        command.SetAction(parsed =>
        {
            var settings = new RunSettings(
                parsed.GetValue(samples), parsed.GetValue(seed), parsed.GetValue(sampler), parsed.GetValue(replicates),
                parsed.GetValue(device), parsed.GetValue(threads), parsed.GetValue(interval));
            var path = parsed.GetValue(target);
            Refuse(path, parsed.GetValue(force));
            var scenario = Single(parsed.GetValue(file)!, session);
            var (row, choices, unit) = form.Read(parsed);
            var written = Fill(session, scenario, settings, row, choices, unit, parsed.GetValue(quiet));
            Keep(session, path, written.Text);
            foreach (var warning in scenario.Warnings.Select(warning => warning.ToString()).Concat(UnplacedWarnings.Of(scenario).Select(notice => $"{scenario.File}: {notice}")))
            {
                session.Error.WriteLine(warning);
            }

            foreach (var omission in parsed.GetValue(quiet) ? [] : written.Omissions)
            {
                session.Error.WriteLine($"Left out: {omission}");
            }

            if (path is not null && !parsed.GetValue(quiet))
            {
                session.Error.WriteLine($"Written: {path}");
            }

            return ExitCode.Fine;
        });
        return command;
    }

    private static WrittenForm Fill(Session session, Scenario scenario, RunSettings settings, FormRow row, FormChoices choices, FunctionalUnit? unit, bool quiet)
    {
        var options = settings.For(scenario, session);
        var data = session.Watch(scenario.Name, quiet, progress =>
        {
            var result = session.Simulate(scenario, options, progress, session.Cancellation);
            session.Cancellation.ThrowIfCancellationRequested();
            return DisclosureStudy.Run(scenario, result, options, unit, session.Cancellation);
        });
        try
        {
            return row.Write(data, choices);
        }
        catch (FormException exception)
        {
            throw new ExplainedException($"{scenario.File}: {exception.Message}", ExitCode.Wrong);
        }
    }

    private static Scenario Single(string path, Session session)
    {
        var (scenarios, errors) = ScenarioLoader.Load([path], session);
        return errors.Count > 0 ? throw new ScenarioException(errors)
            : scenarios.Count == 1 ? scenarios[0]
            : throw new ExplainedException($"'{path}' contains {scenarios.Count} scenarios; name one of them.", ExitCode.Wrong);
    }

    private static void Refuse(string? path, bool force)
    {
        if (path is not null && File.Exists(path) && !force)
        {
            throw new ExplainedException($"'{path}' is there already; --force overwrites it, --out names another file.", ExitCode.Wrong);
        }
    }

    private static void Keep(Session session, string? path, string text)
    {
        if (path is null)
        {
            session.Output.Write(text);
            return;
        }

        try
        {
            AtomicFile.WriteText(path, writer => writer.Write(text));
        }
        catch (Exception exception) when (Failures.IsOfFiles(exception))
        {
            throw new ExplainedException($"The form could not be written to '{path}': {exception.Message}", ExitCode.Failed);
        }
    }
}
