using Shouldly;
using Territory.Contracts;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

public sealed class EveryPack
{
    public static TheoryData<string> Ids => [.. Directory.GetDirectories(TheatrePacks.DefaultRoot).Select(f => Path.GetFileName(f)!)];

    [Theory, MemberData(nameof(Ids))]
    public void fits_together(string id) => TheatreConformance.Check(Load(id)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Ids))]
    public void has_governorates_actors_and_a_legend(string id)
    {
        var theatre = Load(id);
        theatre.Id.ShouldBe(id);
        theatre.Areas.ShouldContain(a => a.Level == AreaLevel.Governorate);
        theatre.Actors.ShouldNotBeEmpty();
        theatre.Disclaimer.ShouldNotBeEmpty();
        theatre.DisclaimerAr.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Ids))]
    public void finds_every_area_by_its_names_and_variants(string id)
    {
        var theatre = Load(id);
        foreach (var area in theatre.Areas)
            foreach (var name in new[] { area.Name, area.NameAr }.Concat(area.Variants))
            {
                var candidates = AreaSearch.Find(theatre, name) switch
                {
                    AreaFound.Found found => [found.Area],
                    AreaFound.Ambiguous several => several.Candidates,
                    _ => [],
                };
                // A name that an area shares with one above or below it means that one.
                candidates.ShouldContain(c => c.Code == area.Code || c.Path.Contains(area.Code) || area.Path.Contains(c.Code), $"{area.Code} by '{name}'");
            }
    }

    [Theory, MemberData(nameof(Ids))]
    public void draws_neighbours_without_a_gap(string id)
    {
        var theatre = Load(id);
        if (theatre.Shapes.Count < 2) return;
        var points = theatre.Shapes.SelectMany(s => s.Value.SelectMany(r => r).Distinct(), (s, p) => (s.Key, Point: p)).ToList();
        var shared = points.GroupBy(p => p.Point).Where(g => g.Count() > 1).SelectMany(g => g.Select(p => p.Key)).ToHashSet();
        theatre.Shapes.Keys.Except(shared).ShouldBeEmpty("every shape touches another one in points that are the same");
    }

    private static Theatre Load(string id) => TheatrePack.Load(Path.Combine(TheatrePacks.DefaultRoot, id));
}
