"""About cells and their equations; ``{line}`` and ``{column}`` say where."""

TABLE = {
    "cell.unknown": {
        "en": "There is no cell called “{name}”. There are: {known}.",
        "ko": "“{name}”(이)라는 셀은 없습니다. 있는 셀: {known}.",
    },
    "cell.file": {
        "en": "The cell file {name} cannot be read. It must be TOML with “states” and “equations”.",
        "ko": "셀 파일 {name:을/를} 읽을 수 없습니다. “states”와 “equations”가 있는 TOML이어야 합니다.",
    },
    "cell.too_long": {
        "en": "The cell is too long; at most {limit} characters are read.",
        "ko": "셀이 너무 깁니다. {limit}자까지만 읽습니다.",
    },
    "cell.states": {
        "en": "A cell has one to {limit} states, each with its own name.",
        "ko": "셀의 상태는 1개부터 {limit}개까지이며 이름이 서로 달라야 합니다.",
    },
    "cell.state_name": {
        "en": "“{name}” cannot be the name of a state. Use letters, such as h or c.",
        "ko": "“{name}”{name:은/는} 상태의 이름이 될 수 없습니다. h, c 같은 영문자를 쓰십시오.",
    },
    "cell.empty": {
        "en": "There is no equation yet. Write one, such as h = tanh(W_xh @ x + W_hh @ h + b_h).",
        "ko": "식이 아직 없습니다. h = tanh(W_xh @ x + W_hh @ h + b_h) 같은 식을 쓰십시오.",
    },
    "cell.bracket_open": {
        "en": "Line {line}, column {column}: this bracket is never closed. Add a “)”.",
        "ko": "{line}행 {column}열: 이 괄호가 닫히지 않았습니다. “)”를 더하십시오.",
    },
    "cell.bracket_closed": {
        "en": "Line {line}, column {column}: no bracket is open here. Remove this “)”.",
        "ko": "{line}행 {column}열: 여기에는 열린 괄호가 없습니다. 이 “)”를 지우십시오.",
    },
    "cell.value_missing": {
        "en": "Line {line}, column {column}: after “{after}” a name, a number or a bracket is missing.",
        "ko": "{line}행 {column}열: “{after}” 다음에 이름, 수 또는 괄호가 빠졌습니다.",
    },
    "cell.sign_missing": {
        "en": "Line {line}, column {column}: a sign is missing between “{before}” and “{after}”."
        " Write @ after a matrix, and +, − or * between vectors.",
        "ko": "{line}행 {column}열: “{before}”{before:과/와} “{after}” 사이에 연산자가 빠졌습니다."
        " 행렬 뒤에는 @, 벡터 사이에는 +, −, *를 쓰십시오.",
    },
    "cell.number": {
        "en": "Line {line}, column {column}: {text} is too large. Numbers go from −{limit} to {limit}.",
        "ko": "{line}행 {column}열: {text:은/는} 너무 큽니다. −{limit}부터 {limit}까지의 수를 쓰십시오.",
    },
    "cell.character": {
        "en": "Line {line}, column {column}: “{character}” is not allowed in an equation.",
        "ko": "{line}행 {column}열: 식에는 “{character}”{character:을/를} 쓸 수 없습니다.",
    },
    "cell.too_deep": {
        "en": "Line {line}, column {column}: brackets may be nested {limit} deep. Use a name for a part.",
        "ko": "{line}행 {column}열: 괄호는 {limit}겹까지 쓸 수 있습니다. 일부를 따로 이름 붙이십시오.",
    },
    "cell.too_many_equations": {
        "en": "Line {line}: a cell has at most {limit} equations.",
        "ko": "{line}행: 셀에는 식을 {limit}개까지 쓸 수 있습니다.",
    },
    "cell.too_many_nodes": {
        "en": "Line {line}: the equations have more than {limit} operations. Shorten them.",
        "ko": "{line}행: 식의 연산이 {limit}개를 넘습니다. 줄이십시오.",
    },
    "cell.not_an_assignment": {
        "en": "Line {line}: an equation has the form name = expression.",
        "ko": "{line}행: 식은 ‘이름 = 계산’ 꼴이어야 합니다.",
    },
    "cell.target": {
        "en": "Line {line}, column {column}: an equation has one equals sign, and left of it one name.",
        "ko": "{line}행 {column}열: 한 식에는 등호가 하나 있고 그 왼쪽에는 이름이 하나만 있어야 합니다.",
    },
    "cell.scalar": {
        "en": "Line {line}: {name} would be a single number. A quantity is a vector;"
        " take the input or a state into it.",
        "ko": "{line}행: {name:이/가} 수 하나가 됩니다. 양은 벡터여야 하니 입력이나 상태를 넣으십시오.",
    },
    "cell.state_missing": {
        "en": "Line {line}: the state {name} has no equation yet. Add “{name} = …”.",
        "ko": "{line}행: 상태 {name}의 식이 없습니다. “{name} = …”{name:을/를} 더하십시오.",
    },
    "cell.reserved": {
        "en": "Line {line}: {name} cannot be assigned. x is the input, W_…, b_… and p_… are learned,"
        " and the names of functions are taken.",
        "ko": "{line}행: {name}에는 값을 줄 수 없습니다. x는 입력이고 W_…, b_…, p_…는 학습되는 값이며"
        " 함수의 이름은 이미 쓰입니다.",
    },
    "cell.output_layer": {
        "en": "Line {line}, column {column}: {name} belongs to the output layer behind the cell."
        " Choose another name.",
        "ko": "{line}행 {column}열: {name:은/는} 셀 뒤의 출력층에 속합니다. 다른 이름을 쓰십시오.",
    },
    "cell.name": {
        "en": "Line {line}, column {column}: “{name}” cannot be a name."
        " Use up to 24 letters, digits and underscores, and no word of Python.",
        "ko": "{line}행 {column}열: “{name}”{name:은/는} 이름으로 쓸 수 없습니다."
        " 파이썬의 단어가 아닌 영문자, 숫자, 밑줄 24자까지 쓰십시오.",
    },
    "cell.assigned_twice": {
        "en": "Line {line}: {name} already has an equation. Give one of them another name.",
        "ko": "{line}행: {name}의 식이 이미 있습니다. 하나는 다른 이름으로 쓰십시오.",
    },
    "cell.not_allowed": {
        "en": "Line {line}, column {column}: “{text}” is not part of the cell language."
        " There are +, −, *, @ and functions.",
        "ko": "{line}행 {column}열: “{text}”{text:은/는} 셀 언어에 없습니다."
        " +, −, *, @와 함수를 쓸 수 있습니다.",
    },
    "cell.unknown_name": {
        "en": "Line {line}, column {column}: {name} is not known here."
        " Assign it above, or call it W_…, b_… or p_… if it is learned.",
        "ko": "{line}행 {column}열: {name:은/는} 여기서 알 수 없습니다."
        " 위에서 값을 주거나, 학습할 값이면 W_…, b_…, p_…로 이름 붙이십시오.",
    },
    "cell.unknown_function": {
        "en": "Line {line}, column {column}: there is no function {name}. There are: {known}.",
        "ko": "{line}행 {column}열: {name}(이)라는 함수는 없습니다. 있는 함수: {known}.",
    },
    "cell.one_argument": {
        "en": "Line {line}, column {column}: {name} takes exactly one expression.",
        "ko": "{line}행 {column}열: {name}에는 계산을 하나만 넣습니다.",
    },
    "cell.function_without_argument": {
        "en": "Line {line}, column {column}: {name} is a function. Write {name}(…).",
        "ko": "{line}행 {column}열: {name:은/는} 함수입니다. {name}(…)처럼 쓰십시오.",
    },
    "cell.matrix_without_product": {
        "en": "Line {line}, column {column}: the matrix {name} must multiply a vector, as in {name} @ h.",
        "ko": "{line}행 {column}열: 행렬 {name:은/는} {name} @ h처럼 벡터에 곱해야 합니다.",
    },
    "cell.product_without_matrix": {
        "en": "Line {line}, column {column}: left of @ there must be a matrix W_…, not “{text}”."
        " Use * to multiply entry by entry.",
        "ko": "{line}행 {column}열: @ 왼쪽에는 “{text}” 대신 행렬 W_…가 있어야 합니다."
        " 원소끼리 곱하려면 *를 쓰십시오.",
    },
    "cell.brackets_missing": {
        "en": "Line {line}, column {column}: put brackets around {name} @ …, because * and @ are read"
        " from left to right: (W_a @ x) * (W_b @ h).",
        "ko": "{line}행 {column}열: *와 @는 왼쪽부터 차례로 읽으므로 {name} @ …에 괄호를 씌우십시오:"
        " (W_a @ x) * (W_b @ h).",
    },
    "cell.product_with_number": {
        "en": "Line {line}, column {column}: {name} @ must be followed by a vector, not by a number.",
        "ko": "{line}행 {column}열: {name} @ 뒤에는 수가 아니라 벡터가 와야 합니다.",
    },
    "cell.shape": {
        "en": "Line {line}, column {column}: “{text}” has {dimension} entries, but “{other}” needs {expected}"
        " (X: size of the input, H: hidden size). A matrix changes the size: W_… @ ….",
        "ko": "{line}행 {column}열: “{text}”의 길이는 {dimension}인데 “{other}”에는 {expected}만큼 필요합니다"
        "(X: 입력의 크기, H: 은닉 크기). 행렬을 곱하면 길이가 바뀝니다: W_… @ ….",
    },
}
