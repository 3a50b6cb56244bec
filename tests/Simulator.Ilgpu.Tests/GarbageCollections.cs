namespace Simulator.Ilgpu.Tests;

/// <summary>Moves arrays about until it is disposed: garbage is made and memory is compacted all the time.</summary>
internal sealed class GarbageCollections : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _isEnded;

    public GarbageCollections()
    {
        _thread = new Thread(Collect) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How often memory was compacted so far.</summary>
    public int Count { get; private set; }

    public void Dispose()
    {
        _isEnded = true;
        _thread.Join();
    }

    // Some of the garbage lives on for a while, which leaves gaps between what is used.
    private void Collect()
    {
        var kept = new byte[256][];
        for (var i = 0; !_isEnded; i++)
        {
            for (var k = 0; k < kept.Length; k += 2)
            {
                kept[(k + i) % kept.Length] = new byte[24 + ((997 * (k + i)) % 4000)];
            }

            // Only arrays that are not old are wanted: the whole memory of the tests takes far longer.
            GC.Collect(1, GCCollectionMode.Forced, blocking: true, compacting: true);
            Count++;
            Thread.Sleep(TimeSpan.FromMicroseconds(500));
        }
    }
}
