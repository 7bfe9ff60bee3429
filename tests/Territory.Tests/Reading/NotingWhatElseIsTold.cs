using Shouldly;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>What a report tells beside control, with the place it is told of.</summary>
public sealed class NotingWhatElseIsTold
{
    [Theory]
    [InlineData("Fighters freed hundreds of detainees from Izra prison at dawn.", "detainees X-IZRA-PRISON «freed hundreds of detainees from Izra prison»")]
    [InlineData("Dozens of prisoners were released from Izra prison on Monday.", "detainees X-IZRA-PRISON «prisoners were released from Izra prison»")]
    [InlineData("Rebels who stormed Adra prison freed detainees moved there from Izra prison.", "detainees X-IZRA-PRISON «freed detainees moved there from Izra prison»")]
    [InlineData("Some thirty inmates walked free in the town of Nawa.", "detainees C6124 «inmates walked free»")]
    [InlineData("وخرج عشرات المعتقلين من سجن إزرع صباحا", "detainees X-IZRA-PRISON «وخرج عشرات المعتقلين من سجن إزرع»")]
    [InlineData("وأكد الأهالي أن المعتقلين أفرج عنهم مساء", "detainees - «المعتقلين أفرج»")]
    public void whoever_is_freed_and_from_where(string text, string note) => Notes(text).ShouldBe([note]);

    [Theory]
    [InlineData("Officials have not released the prisoners of the hunger strike.")]
    [InlineData("Prisoners asked for visits. The road was free of ice.")]
    public void nobody_is_free_whom_no_word_frees(string text) => Notes(text).ShouldBeEmpty();

    [Theory]
    [InlineData("More than 40,000 people have been displaced from Daraa province.", "displacement SY12 «displaced»")]
    [InlineData("In the city of Daraa, shelling wounded three children.", "casualties C5993 «wounded»")]
    [InlineData("Three bakers were killed when a shell hit a queue in Douma.", "casualties C2338 «killed»")]
    [InlineData("نزح آلاف المدنيين من ريف درعا الشرقي", "displacement SY12 «نزح»")]
    [InlineData("قتل اثنا عشر مدنيا بينهم أطفال ونساء في مدينة دوما", "casualties C2338 «قتل»")]
    [InlineData("وشهدت محافظة السويداء نزوح مئات العائلات", "displacement SY13 «نزوح»")]
    [InlineData("فرض حظر التجول في نوى", "curfew C6124 «حظر التجول»")]
    public void where_it_was_is_said_with_its_level(string text, string note) => Notes(text).ShouldBe([note]);

    private static IEnumerable<string> Notes(string text) => Syria.Read(text).Notes.Select(n => $"{n.Kind.ToString().ToLowerInvariant()} {n.Area ?? "-"} «{n.Span.Of(text)}»");
}
