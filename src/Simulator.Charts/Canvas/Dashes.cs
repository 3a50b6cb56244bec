namespace Simulator.Charts.Canvas;

/// <summary>Cuts lines into dashes.</summary>
internal static class Dashes
{
    /// <summary>The dashes of each contour, which begins with a whole dash.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="dash">Length of a dash. [px]</param>
    /// <param name="gap">Length of a gap. [px]</param>
    public static Polylines Cut(Polylines lines, double dash, double gap)
    {
        var result = new Polylines();
        foreach (var contour in lines.Contours)
        {
            var (isOn, left) = (true, dash);
            result.Begin(lines.Points[contour.Start]);
            var segments = contour.IsClosed ? contour.Count : contour.Count - 1;
            for (var i = 0; i < segments; i++)
            {
                var from = lines.Points[contour.Start + i];
                var along = lines.Points[contour.Start + ((i + 1) % contour.Count)] - from;
                var length = along.Length;
                var done = 0.0;
                while (length - done > left)
                {
                    done += left;
                    var at = from + (along * (done / length));
                    if (isOn)
                    {
                        result.Add(at);
                    }
                    else
                    {
                        result.Begin(at);
                    }

                    (isOn, left) = isOn ? (false, gap) : (true, dash);
                }

                left -= length - done;
                if (isOn)
                {
                    result.Add(from + along);
                }
            }
        }

        return result;
    }
}
