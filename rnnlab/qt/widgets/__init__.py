"""The small parts of which panels, bars and dialogs are made; see `rnnlab.qt.theme` for their colours."""

from rnnlab.qt.widgets.base import Speaks, repaint_with_theme, set_property
from rnnlab.qt.widgets.buttons import Button, IconButton, RoundButton
from rnnlab.qt.widgets.cards import Card, Panel, SoftCard, scrolled
from rnnlab.qt.widgets.choice_menu import Choice, ChoiceMenu
from rnnlab.qt.widgets.choices import ChoiceChips, SegmentedControl, TabRow
from rnnlab.qt.widgets.dialogs import Answer, Dialog, QuestionDialog
from rnnlab.qt.widgets.fields import NumberField, Select, Switch, TextField, WholeNumberField
from rnnlab.qt.widgets.flow import FlowLayout
from rnnlab.qt.widgets.folded import Folded
from rnnlab.qt.widgets.labels import Label, Line, SteadyLabel, key_cap
from rnnlab.qt.widgets.notices import Notice, Toasts
from rnnlab.qt.widgets.sliders import LabelledSlider, Slider, logarithmic, steps
from rnnlab.qt.widgets.symbols import SymbolChips

__all__ = [
    "Answer",
    "Button",
    "Card",
    "Choice",
    "ChoiceChips",
    "ChoiceMenu",
    "Dialog",
    "FlowLayout",
    "Folded",
    "IconButton",
    "Label",
    "LabelledSlider",
    "Line",
    "Notice",
    "NumberField",
    "Panel",
    "QuestionDialog",
    "RoundButton",
    "SegmentedControl",
    "Select",
    "Slider",
    "SoftCard",
    "Speaks",
    "SteadyLabel",
    "Switch",
    "SymbolChips",
    "TabRow",
    "TextField",
    "Toasts",
    "WholeNumberField",
    "key_cap",
    "logarithmic",
    "repaint_with_theme",
    "scrolled",
    "set_property",
    "steps",
]
