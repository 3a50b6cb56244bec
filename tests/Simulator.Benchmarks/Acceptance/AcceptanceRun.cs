using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Engine;
using Simulator.Runs;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>Shows on a machine with a card, within minutes, that results agree with the CPU engine, how fast it is, and that it fails with a message.</summary>
/// <remarks>
/// What is most wanted comes first: agreement, behaviour at failures, speed. Agreement stops in time for the others; what it
/// did not reach is named.
/// </remarks>
internal sealed class AcceptanceRun
{
    // Of the whole time: until when scenarios are begun.
    private const double ShareOfAgreement = 0.6;
    private const double SecondsForDevices = 30;
    private const double SecondsForAbilities = 60;
    private const long SamplesForAbilities = 1 << 18;
    private const double SecondsForStudies = 100;
    private const double SecondsForFailure = 25;
    private const double SecondsForAlgorithms = 15;

    private readonly AcceptanceOptions _options;
    private readonly AcceptanceReport _report;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<string> _shortcomings = [];

    private AcceptanceRun(AcceptanceOptions options) => (_options, _report) = (options, new AcceptanceReport(options.Out));

    private TimeSpan Left => TimeSpan.FromSeconds(_options.Seconds) - _watch.Elapsed;

    /// <summary>Runs all checks.</summary>
    /// <returns>The exit code: 0 if everything is as it should be.</returns>
    public static async Task<int> Run(AcceptanceOptions options)
    {
        var run = new AcceptanceRun(options);
        await run.RunChecks();
        run._report.Set("seconds", run._watch.Elapsed.TotalSeconds);
        run._report.Set("shortcomings", new JsonArray([.. run._shortcomings.Select(text => JsonValue.Create(text))]));
        run._report.Set("passed", run._shortcomings.Count == 0);
        Say(run._shortcomings.Count == 0 ? $"Passed. {options.Out} has the figures." : $"Not passed: {string.Join("; ", run._shortcomings)}. {options.Out} has the figures.");
        return run._shortcomings.Count == 0 ? 0 : 1;
    }

    private async Task RunChecks()
    {
        _report.Set("date", DateTime.UtcNow.ToString("u", CultureInfo.InvariantCulture));
        _report.Set("version", typeof(SimulationRunner).Assembly.GetName().Version!.ToString());
        if (await Device() is not { } device)
        {
            _shortcomings.Add("no device to check");
            return;
        }

        _report.Set("device", device);
        foreach (var part in AcceptanceOptions.Parts.Where(_options.Only.Contains))
        {
            await (part switch
            {
                "abilities" => Abilities(device),
                "agreement" => Agreement(device),
                "studies" => Studies(device),
                "failures" => Failures(device),
                "algorithms" => Algorithms(device),
                _ => Speed(device),
            });
        }
    }

    private async Task Failures(string device)
    {
        foreach (var failure in (string[])["full", "lost"])
        {
            await foreach (var answer in Limited(SecondsForFailure, failure, device))
            {
                _report.Set(answer["error"] is null ? failure : $"{failure}Error", answer);
                Say($"{failure} card: {answer.ToJsonString()}");
                Require(answer["error"] is null && answer["asExpected"]?.GetValue<bool>() != false, $"a {failure} card");
            }
        }
    }

    // The library's own sort and scan may fail on a device without being a shortcoming of the engine.
    private async Task Algorithms(string device)
    {
        await foreach (var answer in Limited(SecondsForAlgorithms, "algorithms", device, Text(Math.Min(_options.Samples, 1 << 22))))
        {
            _report.Add("algorithms", answer);
            Say($"algorithms: {answer.ToJsonString()}");
        }
    }

    private async Task Speed(string device)
    {
        var speeds = string.Join(',', _options.Speeds.Select(count => count.ToString(CultureInfo.InvariantCulture)));
        var measured = 0;
        await foreach (var answer in Answers(Left.TotalSeconds, "speed", device, speeds))
        {
            _report.Add("speed", answer);
            Say($"speed: {answer.ToJsonString()}");
            measured += answer["error"] is null ? 1 : 0;
        }

        Require(measured == 2 * _options.Speeds.Count, "speed");
    }

    private async Task Studies(string device)
    {
        var agreed = 0;
        await foreach (var answer in Limited(SecondsForStudies, "studies", device, Text(_options.Samples), Text(_options.Speeds.Max())))
        {
            _report.Add("studies", answer);
            Say($"studies: {answer.ToJsonString()}");
            agreed += answer["agrees"]?.GetValue<bool>() == true ? 1 : 0;
        }

        Require(agreed == StudiesCheck.Count, $"{StudiesCheck.Count - agreed} of the studies do not agree with the CPU engine, took more kernels than they need, failed or were not reached");
    }

    private async Task<string?> Device()
    {
        JsonObject? machine = null;
        await foreach (var answer in Limited(SecondsForDevices, "devices"))
        {
            _report.Set("machine", answer);
            Say(answer.ToJsonString());
            machine ??= answer;
        }

        return machine?["devices"]?.AsArray()
            .Where(device => _options.Device is null ? device!["isCard"]!.GetValue<bool>() : device!["name"]!.GetValue<string>() == _options.Device)
            .Select(device => device!["name"]!.GetValue<string>()).FirstOrDefault();
    }

    // What no card has done yet comes first.
    private async Task Abilities(string device)
    {
        var agreed = 0;
        await foreach (var answer in Limited(SecondsForAbilities, "abilities", device, Text(Math.Min(_options.Samples, SamplesForAbilities))))
        {
            _report.Add("abilities", answer);
            Say($"abilities: {answer.ToJsonString()}");
            agreed += answer["agrees"]?.GetValue<bool>() == true ? 1 : 0;
        }

        Require(agreed == AbilitiesCheck.Count, $"{AbilitiesCheck.Count - agreed} of pick-freeze, comparisons and turns do not agree with the CPU engine, failed or were not reached");
    }

    private async Task Agreement(string device)
    {
        var jobs = new ConcurrentQueue<string>(_options.Files().SelectMany(file => (string[])[$"{Sampler.Sobol}|{file}", $"{Sampler.Random}|{file}"]));
        var until = TimeSpan.FromSeconds(_options.Seconds * ShareOfAgreement);
        var (agreed, differing) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(_ => Task.Run(() => Work(jobs, device, until, answer =>
        {
            _report.Add("agreement", answer);
            var agrees = answer["agrees"]?.GetValue<bool>();
            Interlocked.Add(ref agreed, agrees == true ? 1 : 0);
            Interlocked.Add(ref differing, agrees == false ? 1 : 0);
            Say($"agreement: {answer.ToJsonString()}");
        }))));
        _report.Set("agreementSummary", new JsonObject
        {
            ["agreed"] = agreed, ["differing"] = differing, ["notReached"] = new JsonArray([.. jobs.Select(job => JsonValue.Create(job))]),
        });
        Require(differing == 0, $"{differing} comparisons with the CPU engine differ or failed");
        Require(jobs.IsEmpty, $"{jobs.Count} comparisons with the CPU engine were not reached in time");
        Require(agreed > 0, "nothing was compared");
    }

    private async Task Work(ConcurrentQueue<string> jobs, string device, TimeSpan until, Action<JsonObject> answered)
    {
        var threads = Math.Max(1, Environment.ProcessorCount / _options.Workers);
        CheckProcess? process = null;
        while (_watch.Elapsed < until && jobs.TryDequeue(out var job))
        {
            process ??= new CheckProcess("agreement", device, Text(_options.Samples), Text(threads));
            string? failure;
            try
            {
                process.Ask(job);
                if (await process.Answer(until - _watch.Elapsed) is { } answer)
                {
                    answered(answer);
                    continue;
                }

                failure = await process.Ending() ?? "it ended without an answer";
            }
            catch (Exception exception) when (exception is TimeoutException or IOException)
            {
                failure = exception.Message;
            }

            // A new process for the next one.
            process.Dispose();
            process = null;
            answered(new JsonObject { ["scenario"] = job.Split('|')[1], ["sampler"] = job.Split('|')[0], ["agrees"] = false, ["error"] = failure });
        }

        process?.Dispose();
    }

    // Whoever allows more than is usual in all has a slower device.
    private IAsyncEnumerable<JsonObject> Limited(double usual, params string[] arguments) =>
        Answers(usual * Math.Max(1, _options.Seconds / AcceptanceOptions.UsualSeconds), arguments);

    private static async IAsyncEnumerable<JsonObject> Answers(double seconds, params string[] arguments)
    {
        using var process = new CheckProcess(arguments);
        await foreach (var answer in process.Answers(TimeSpan.FromSeconds(seconds)))
        {
            yield return answer;
        }
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _shortcomings.Add(otherwise);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Say(string text) => Console.WriteLine(text);
}
