using System.Text;

namespace Simulator.Sampling.Philox;

/// <summary>Which stream of random words an input draws from, told by its name.</summary>
public static class StreamName
{
    /// <summary>32-bit FNV-1a hash of the name's UTF-8 bytes: the same on every machine and in every version.</summary>
    /// <remarks>
    /// Two names of one run with the same hash would draw the same words; the code that assembles a run checks for it.
    /// Source: draft-eastlake-fnv, offset basis 2166136261, prime 16777619.
    /// </remarks>
    public static uint Hash(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ octet) * 16777619u);
        }

        return hash;
    }
}
