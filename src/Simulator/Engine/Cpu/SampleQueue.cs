using System.Runtime.ExceptionServices;
using Simulator.Statistics.Counting;

namespace Simulator.Engine.Cpu;

/// <summary>Some consecutive points of one replicate.</summary>
/// <param name="Replicate">The replicate.</param>
/// <param name="First">First point.</param>
/// <param name="Count">Points.</param>
internal readonly record struct SampleUnit(int Replicate, long First, int Count);

/// <summary>Hands out samples to threads, all replicates in step, until there are no more or the user has had enough.</summary>
/// <param name="request">The samples.</param>
/// <param name="cancellation">Stops handing out.</param>
/// <param name="pointsPerUnit">Points handed out at once: whole virtual blocks where their sums matter, else a multiple of 64.</param>
internal sealed class SampleQueue(
    SamplingRequest request, CancellationToken cancellation, int pointsPerUnit = SampleQueue.BlocksPerUnit * MomentSums.VirtualBlock)
{
    // A thread hands its counts over after each unit of another replicate: some blocks at a time make that cheap, and a
    // user who interrupts still waits for hundredths of a second only.
    private const int BlocksPerUnit = 4;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _end = request.FirstPoint + request.Points;
    private long _point = request.FirstPoint;
    private int _replicate = request.FirstReplicate;
    private long _drawn;

    /// <summary>Samples drawn so far.</summary>
    public long Drawn => Volatile.Read(ref _drawn);

    /// <summary>Takes the next unit; false if there is nothing more to do.</summary>
    public bool TryTake(out SampleUnit unit)
    {
        lock (_lock)
        {
            var count = (int)Math.Min(pointsPerUnit, _end - _point);
            unit = new SampleUnit(_replicate, _point, count);
            if (count <= 0 || cancellation.IsCancellationRequested)
            {
                return false;
            }

            if (++_replicate == request.Replicates)
            {
                _replicate = request.FirstReplicate;
                _point += count;
            }

            return true;
        }
    }

    /// <summary>Reports a unit as finished.</summary>
    public void Complete(SampleUnit unit) => Interlocked.Add(ref _drawn, unit.Count);

    /// <summary>Lets threads work until the queue is empty.</summary>
    /// <param name="work">What each thread does; it takes units until there are none.</param>
    /// <param name="progress">Receives the progress; may be null.</param>
    public void Drain(Action work, IProgress<RunProgress>? progress)
    {
        var failures = new List<ExceptionDispatchInfo>();
        var units = (request.Samples / pointsPerUnit) + request.Replicates;
        var threads = (int)Math.Clamp(units, 1, request.Threads);
        if (progress is null)
        {
            OnAllCores.Together(threads, Guarded);
            failures.FirstOrDefault()?.Throw();
            return;
        }

        var workers = Enumerable.Range(0, threads).Select(_ => SpareThreads.Start(Guarded)).ToList();
        foreach (var worker in workers)
        {
            while (!worker.Wait(ProgressInterval))
            {
                progress.Report(new RunProgress(Drawn, request.Samples));
            }
        }

        progress.Report(new RunProgress(Drawn, request.Samples));
        failures.FirstOrDefault()?.Throw();

        void Guarded()
        {
            try
            {
                work();
            }
            catch (Exception failure)
            {
                lock (_lock)
                {
                    failures.Add(ExceptionDispatchInfo.Capture(failure));
                    _point = _end;
                }
            }
        }
    }
}
