using Shouldly;
using Territory.Contracts;
using Territory.Intake.Reading;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>Several hold an area together, or dispute it: all of them are named, and never is one taken for its sole holder.</summary>
public sealed class SharingAnArea
{
    private static ReadClaim Only(string text) => Syria.Read(text, "2021-06-01").Claims.ShouldHaveSingleItem();

    private static string Told(ReadClaim c) => $"{c.Kind} {c.Area} {c.From ?? "?"} to {string.Join('+', (c.With ?? []).Prepend(c.To))} {c.Status}".ToLowerInvariant();

    [Theory]
    [InlineData("باتت مدينة منبج تحت سيطرة مشتركة بين قوات النظام وقسد.", "change c1767 ? to gov_assad+sdf shared")]
    [InlineData("أصبحت بلدة عين عيسى تحت السيطرة المشتركة لقوات سوريا الديمقراطية وقوات النظام.", "change c5905 ? to sdf+gov_assad shared")]
    [InlineData("باتت قوات النظام وقسد تتقاسمان السيطرة على مدينة منبج.", "change c1767 ? to gov_assad+sdf shared")]
    [InlineData("أصبحت مدينة منبج تحت سيطرة قوات النظام وقسد.", "change c1767 ? to gov_assad+sdf shared")]
    [InlineData("The town of Ain Issa came under the joint control of government forces and the SDF.", "change c5905 ? to gov_assad+sdf shared")]
    [InlineData("Manbij is now under joint control of the Syrian army and Kurdish-led forces.", "change c1767 ? to gov_assad+sdf shared")]
    [InlineData("Government forces and the SDF now jointly control the city of Manbij.", "change c1767 ? to gov_assad+sdf shared")]
    [InlineData("The Syrian army now shares control of the city of Manbij with the SDF.", "change c1767 ? to gov_assad+sdf shared")]
    [InlineData("Control of the city of Manbij is now shared between government forces and the SDF.", "change c1767 ? to gov_assad+sdf shared")]
    public void what_is_new_is_a_change_to_all_of_them(string text, string told) => Told(Only(text)).ShouldBe(told);

    [Theory]
    [InlineData("تتقاسم قسد وقوات النظام السيطرة على مدينة القامشلي.", "sdf+gov_assad")]
    [InlineData("تتقاسم السيطرة على مدينة القامشلي قوات النظام وقسد.", "gov_assad+sdf")]
    [InlineData("تتقاسم قسد السيطرة على مدينة القامشلي مع قوات النظام.", "sdf+gov_assad")]
    [InlineData("Government forces and the SDF share control of the city of Qamishli.", "gov_assad+sdf")]
    [InlineData("The city of Qamishli is divided between government forces and the SDF.", "gov_assad+sdf")]
    public void what_stands_is_background(string text, string holders) => Told(Only(text)).ShouldBe($"background c4564 ? to {holders} shared");

    [Theory]
    [InlineData("باتت مدينة القامشلي متنازعا عليها بين قوات النظام وقسد.", "partial c4564 ? to gov_assad+sdf contested")]
    [InlineData("The city of Qamishli is now contested between government forces and the SDF.", "partial c4564 ? to gov_assad+sdf contested")]
    [InlineData("The city of Qamishli remains contested by government forces and the SDF.", "background c4564 ? to gov_assad+sdf contested")]
    public void what_is_disputed_names_all_who_dispute_it(string text, string told) => Told(Only(text)).ShouldBe(told);

    [Fact]
    public void a_governorate_that_is_shared_is_only_partly_anybodys() =>
        Told(Only("باتت محافظة الحسكة تحت سيطرة مشتركة بين قوات النظام وقسد.")).ShouldBe("partial sy08 ? to gov_assad+sdf shared");

    [Theory]
    [InlineData("اشتباكات بين قوات النظام وقسد في مدينة القامشلي.")]
    [InlineData("Clashes between government forces and the SDF for control of the city of Qamishli went on.")]
    [InlineData("The army and the SDF agreed to share control of the city of Qamishli.")]
    [InlineData("اتفقت قوات النظام وقسد على تقاسم السيطرة على مدينة القامشلي.")]
    [InlineData("لن تتقاسم قوات النظام وقسد السيطرة على مدينة القامشلي.")]
    public void a_fight_or_a_plan_shares_nothing(string text) => Syria.Read(text, "2021-06-01").Claims.ShouldBeEmpty();

    [Theory]
    [InlineData("سيطرت هيئة تحرير الشام وفصائل المعارضة على مدينة حماة.")]
    [InlineData("سيطرت قوات النظام وحزب الله على مدينة القصير.")]
    [InlineData("سيطرت المعارضة على مدينة حماة وانسحبت قوات النظام.")]
    [InlineData("Hama fell to the rebels and government forces withdrew.")]
    public void a_coalition_and_an_ally_are_one_holder(string text)
    {
        var claim = Only(text);
        (claim.With, claim.Status).ShouldBe((null, ControlStatus.Controlled));
    }

    [Fact]
    public void all_names_are_evidence()
    {
        const string text = "باتت مدينة منبج تحت سيطرة مشتركة بين قوات النظام وقسد.";
        string.Join('|', Only(text).Evidence.Select(e => e.Of(text))).ShouldContain("قسد");
    }
}
