using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Simulator.Benchmarks.Acceptance;

/// <summary>
/// A check in a process of its own, which answers in lines of JSON: neither a driver that crashes nor one that hangs ends
/// the others, and a card that was lost on purpose is lost for that process only.
/// </summary>
internal sealed class CheckProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    public CheckProcess(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        string[] hosted = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        _process = Process.Start(new ProcessStartInfo(program, [.. hosted, CheckCommand.Name, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Gives it something to do.</summary>
    public void Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Its next answer; null at its end.</summary>
    /// <exception cref="TimeoutException">It took longer than it may; it is stopped.</exception>
    public async Task<JsonObject?> Answer(TimeSpan limit)
    {
        using var timer = new CancellationTokenSource(limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1));
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(timer.Token) is { } line)
            {
                if (line.StartsWith('{'))
                {
                    return JsonNode.Parse(line)!.AsObject();
                }
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(FormattableString.Invariant($"stopped after {limit.TotalSeconds:0} s"));
        }
    }

    /// <summary>All answers; an entry "error" says why there are no more.</summary>
    public async IAsyncEnumerable<JsonObject> Answers(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            JsonObject? answer;
            try
            {
                answer = await Answer(limit - watch.Elapsed);
            }
            catch (TimeoutException timeout)
            {
                answer = new JsonObject { ["error"] = timeout.Message };
                _process.Kill(entireProcessTree: true);
            }

            if (answer is null)
            {
                break;
            }

            yield return answer;
        }

        if (await Ending() is { } failure)
        {
            yield return new JsonObject { ["error"] = failure };
        }
    }

    /// <summary>What went wrong in a process that has ended; null if nothing.</summary>
    public async Task<string?> Ending()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? null : $"exit code {_process.ExitCode}: {(await _error).Trim()}";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
