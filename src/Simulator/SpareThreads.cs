namespace Simulator;

/// <summary>Background threads that stay for the next piece of work.</summary>
/// <remarks>
/// A run of a few milliseconds has several loops for all cores, and starting a thread for each took most of its time. A thread
/// without work for some seconds ends.
/// </remarks>
internal static class SpareThreads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly List<Spare> Idle = [];

    /// <summary>Hands an action to a thread.</summary>
    /// <param name="work">What to do; must not throw.</param>
    public static Errand Start(Action work)
    {
        var errand = new Errand(work);
        Spare? spare = null;
        lock (Idle)
        {
            if (Idle.Count > 0)
            {
                // The last one that finished is the likeliest to be awake still.
                spare = Idle[^1];
                Idle.RemoveAt(Idle.Count - 1);
            }
        }

        if (spare is null)
        {
            new Thread(new Spare(errand).Run) { IsBackground = true }.UnsafeStart();
        }
        else
        {
            spare.Take(errand);
        }

        return errand;
    }

    private sealed class Spare(Errand first)
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private Errand _errand = first;

        public void Take(Errand errand)
        {
            _errand = errand;
            _arrived.Release();
        }

        public void Run()
        {
            do
            {
                var errand = _errand;
                if (errand.TryBegin())
                {
                    errand.Run();
                }

                lock (Idle)
                {
                    Idle.Add(this);
                }

                // Whoever waits for the errand may start the next one at once, and finds this thread.
                errand.End();
            }
            while (_arrived.Wait(Patience) || !TryLeave());
        }

        // Not if work has just been handed over.
        private bool TryLeave()
        {
            lock (Idle)
            {
                if (Idle.Remove(this))
                {
                    return true;
                }
            }

            _arrived.Wait();
            return false;
        }
    }
}

/// <summary>Work that was handed to another thread.</summary>
/// <param name="work">What to do.</param>
internal sealed class Errand(Action work)
{
    private readonly ManualResetEventSlim _ended = new();
    private int _isTaken;

    /// <summary>Waits until the work has ended; not at all if it has not even begun, and then it never will.</summary>
    public void EndOrCancel()
    {
        if (TryBegin())
        {
            return;
        }

        _ended.Wait();
    }

    /// <summary>Waits until the work has ended.</summary>
    /// <param name="timeout">For how long at most.</param>
    /// <returns>False if it has not ended yet.</returns>
    public bool Wait(TimeSpan timeout) => _ended.Wait(timeout);

    /// <summary>Whether the caller is the one who does the work, or cancels it.</summary>
    internal bool TryBegin() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Does the work.</summary>
    internal void Run() => work();

    /// <summary>Lets go who waits for it.</summary>
    internal void End() => _ended.Set();
}
