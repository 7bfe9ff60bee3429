using System.Text;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Bench.Import;

/// <summary>A history of decisions of 400 areas, day after day, the same every time: as a file, and as the events it leads to.</summary>
internal sealed class InventedHistory(Theatre theatre, int rows, DateOnly first)
{
    private readonly string[] areas = [.. theatre.Areas.Where(a => a.Level != AreaLevel.Governorate).Take(400).Select(a => a.Code)];
    private readonly string[] actors = [.. theatre.Actors.Take(4).Select(a => a.Code)];

    public void WriteTo(string file)
    {
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(false));
        text.Write("area,effective_at,status,to,from,extent,manner,grade,source\n");
        for (var i = 0; i < rows; i++) text.Write($"{Area(i)},{Day(i):yyyy-MM-dd},controlled,{To(i)},{From(i)},whole,force,C3,bench\n");
    }

    /// <summary>Per stream, in order.</summary>
    public IEnumerable<(string Stream, object[] Events)> Streams() =>
        Enumerable.Range(0, rows).GroupBy(Area).Select(area => (AreaState.Stream(theatre.Id, area.Key), area.Select(i => (object)new ChangeDecided(theatre.Id, $"import:0123456789abcdef:{i}", Ruling(i))).ToArray()));

    private Ruling Ruling(int i)
    {
        var effective = LocalTime.OfDay(Day(i), theatre.Zone, DateBasis.Analyst);
        return new(ControlStatus.Controlled, [To(i)], [], From(i), From(i), Extent.Whole, Manner.Force, effective, effective.From, new('C', 3), "import", "import:imp_0123456789abcdef0123456789abcdef", [], [], null, false);
    }

    private string Area(int i) => areas[i % areas.Length];

    private DateOnly Day(int i) => first.AddDays(i / areas.Length % 5000);

    private string From(int i) => actors[i / areas.Length % actors.Length];

    private string To(int i) => actors[(i / areas.Length + 1) % actors.Length];
}
