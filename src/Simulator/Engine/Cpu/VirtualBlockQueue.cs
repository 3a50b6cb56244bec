using System.Runtime.ExceptionServices;
using Simulator.Statistics;

namespace Simulator.Engine.Cpu;

/// <summary>Hands out virtual blocks of samples to threads, in order, until there are no more or the user has had enough.</summary>
/// <param name="samples">Samples in all.</param>
/// <param name="cancellation">Stops handing out.</param>
internal sealed class VirtualBlockQueue(long samples, CancellationToken cancellation)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _taken;
    private long _completed;

    /// <summary>Samples drawn: blocks are handed out in order and always finished, so these are the first ones.</summary>
    public long Drawn => Volatile.Read(ref _completed);

    /// <summary>Takes the next virtual block.</summary>
    /// <param name="first">Its first sample.</param>
    /// <param name="count">Its samples.</param>
    /// <returns>False if there is nothing more to do.</returns>
    public bool TryTake(out long first, out int count)
    {
        lock (_lock)
        {
            first = _taken;
            count = (int)Math.Min(MomentSums.VirtualBlock, samples - first);
            if (count <= 0 || cancellation.IsCancellationRequested)
            {
                return false;
            }

            _taken += count;
            return true;
        }
    }

    /// <summary>Reports a block as finished.</summary>
    public void Complete(int count) => Interlocked.Add(ref _completed, count);

    /// <summary>Lets threads work until the queue is empty.</summary>
    /// <param name="threads">Threads at most; never more than there are blocks.</param>
    /// <param name="work">What each thread does; it takes blocks until there are none.</param>
    /// <param name="progress">Told how far it is; may be null.</param>
    public void Drain(int threads, Action work, IProgress<RunProgress>? progress)
    {
        var blocks = (samples + MomentSums.VirtualBlock - 1) / MomentSums.VirtualBlock;
        var failures = new List<ExceptionDispatchInfo>();
        var workers = Enumerable.Range(0, (int)Math.Clamp(blocks, 1, threads)).Select(_ => new Thread(Guarded)).ToList();
        workers.ForEach(worker => worker.Start());
        foreach (var worker in workers)
        {
            while (!worker.Join(ProgressInterval))
            {
                progress?.Report(new RunProgress(Drawn, samples));
            }
        }

        progress?.Report(new RunProgress(Drawn, samples));
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
                    _taken = samples;
                }
            }
        }
    }
}
