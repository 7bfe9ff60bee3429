using System.Collections;

namespace Territory.Intake.Reading;

/// <summary>
/// Neighbours in a sentence, by their numbers. Rules look around for little else, hundreds of times in a sentence: what LINQ would
/// ask of a sequence is asked here of two numbers, without an enumerator.
/// </summary>
internal readonly record struct Stretch : IEnumerable<int>
{
    private readonly int first, end;

    private Stretch(int first, int end) => (this.first, this.end) = (first, end);

    /// <summary>So many from the first on; none when there are less than one.</summary>
    public static Stretch Of(int first, int count) => new(first, first + count);

    public bool Any(Func<int, bool> fits)
    {
        for (var i = first; i < end; i++) if (fits(i)) return true;
        return false;
    }

    public bool All(Func<int, bool> fits)
    {
        for (var i = first; i < end; i++) if (!fits(i)) return false;
        return true;
    }

    public int Count(Func<int, bool> fits)
    {
        var count = 0;
        for (var i = first; i < end; i++) if (fits(i)) count++;
        return count;
    }

    public int FirstOrDefault(Func<int, bool> fits, int otherwise = 0)
    {
        for (var i = first; i < end; i++) if (fits(i)) return i;
        return otherwise;
    }

    public int LastOrDefault(Func<int, bool> fits, int otherwise = 0)
    {
        for (var i = end - 1; i >= first; i--) if (fits(i)) return i;
        return otherwise;
    }

    /// <summary>Those before the first that does not fit.</summary>
    public Stretch TakeWhile(Func<int, bool> fits)
    {
        var i = first;
        while (i < end && fits(i)) i++;
        return new(first, i);
    }

    public IEnumerator<int> GetEnumerator()
    {
        for (var i = first; i < end; i++) yield return i;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
