using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace Simulator.Tests.Fuzz;

/// <summary>Feeds cases of one kind, and holds each of them to the bounds of time and memory.</summary>
/// <remarks>
/// In the suite, other tests run at the same time, so time is that of the clock and memory is what the thread allocates. A campaign
/// (<see cref="IsCampaign"/>) runs alone: there, both are those of the whole process, which is more than what a case takes by itself.
/// </remarks>
internal static class FuzzCampaign
{
    private const int Usual = 20_000;
    private const int Chunk = 2_000;
    private const long MostBytes = 300_000_000;

    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("SIMULATOR_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : Usual;
    private static readonly ulong FirstSeed = ulong.TryParse(Environment.GetEnvironmentVariable("SIMULATOR_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)Random.Shared.NextInt64(1L << 40);
    private static readonly string? Log = Environment.GetEnvironmentVariable("SIMULATOR_FUZZ_LOG");
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static bool IsCampaign => Cases != Usual;

    /// <summary>Feeds a share of the cases.</summary>
    /// <param name="generator">Makes the cases.</param>
    /// <param name="share">Share of all cases that are of this kind.</param>
    /// <param name="feed">Reads a case; throws where something is wrong.</param>
    /// <param name="show">A case in a message.</param>
    /// <param name="kind">The kind of the cases.</param>
    public static void Feed<T>(Gen<T> generator, double share, Action<T> feed, Func<T, string> show, [CallerMemberName] string kind = "")
    {
        var count = (int)(share * Cases);
        if (!IsCampaign)
        {
            Check(generator, count, 20261127, item => Bounded(() => feed(item), () => show(item)));
            return;
        }

        var (failures, seconds, bytes, before) = (0, 0.0, 0L, Stopwatch.StartNew());
        for (var (done, seed) = (0, FirstSeed); done < count; seed++)
        {
            var size = Math.Min(Chunk, count - done);
            try
            {
                Check(generator, size, seed, item =>
                {
                    var (time, memory) = Measured(() => feed(item), () => show(item));
                    (seconds, bytes) = (Math.Max(seconds, time), Math.Max(bytes, memory));
                });
            }
            catch (Exception exception)
            {
                failures++;
                Write($"{kind}: FAILED with seed {seed}: {exception.Message}");
            }

            done += size;
            Write(string.Create(CultureInfo.InvariantCulture, $"{kind}: {done} of {count} cases, {failures} chunks failed; slowest {seconds:F3} s of processor time, largest {bytes / 1e6:F1} MB allocated; peak of the process {Peak / 1e6:F0} MB; seed {seed}; {before.Elapsed.TotalSeconds:F0} s"));
        }

        Assert.Equal(0, failures);
    }

    // What the clock and the system say of the whole process, with everything that was loaded and compiled.
    private static long Peak
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    private static void Check<T>(Gen<T> generator, int count, ulong seed, Action<T> feed) =>
        Prop.ForAll(generator.ToArbitrary(), feed).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(seed, 1).WithQuietOnSuccess(true));

    private static (double Seconds, long Bytes) Measured(Action feed, Func<string> show)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (time, memory) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            Fed(feed, show);
            var (taken, bytes) = (Environment.CpuUsage.TotalTime - time, GC.GetTotalAllocatedBytes() - memory);
            // The first cases compile what they call; a second attempt has it compiled.
            if ((taken < Longest && bytes < MostBytes) || attempt == 2)
            {
                Assert.True(taken < Longest, $"{taken.TotalSeconds} s of processor time, fed with:\n{show()}");
                Assert.True(bytes < MostBytes, $"{bytes} bytes, fed with:\n{show()}");
                return (taken.TotalSeconds, bytes);
            }
        }
    }

    // The machine may be busy: what takes long once is tried again.
    private static void Bounded(Action feed, Func<string> show)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            Fed(feed, show);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"too much memory, fed with:\n{show()}");
            if (clock.Elapsed < Longest)
            {
                return;
            }

            Assert.True(attempt < 3, $"{clock.Elapsed.TotalSeconds} s, fed with:\n{show()}");
        }
    }

    private static void Fed(Action feed, Func<string> show)
    {
        try
        {
            feed();
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception}\n\nfed with:\n{show()}");
        }
    }

    private static void Write(string line)
    {
        if (Log is not null)
        {
            File.AppendAllText(Log, $"{DateTime.UtcNow:HH:mm:ss} {line}{Environment.NewLine}");
        }
    }
}
